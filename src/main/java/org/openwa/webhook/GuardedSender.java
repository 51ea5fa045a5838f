package org.openwa.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.FailureClass;
import org.openwa.egress.GuardedClient;

/**
 * Sends over HTTP, to addresses that the guard permits. The address that was judged is the one that
 * is dialled, for every connection anew; redirects are not followed; of an answer no more is read
 * than {@value #MAX_ANSWER_BYTES} bytes, and all of it within the timeout.
 */
public final class GuardedSender implements WebhookSender, AutoCloseable {

  static final int MAX_ANSWER_BYTES = 65_536;

  private static final int CONNECTIONS = 512;

  /** What breaks sooner than this is tried a second time at once. */
  private static final Duration INSTANT = Duration.ofSeconds(1);

  private final GuardedClient client;
  private final Executor threads;
  private final Duration timeout;
  private final Clock clock;

  /**
   * A sender that resolves names by itself.
   *
   * @param threads may block
   * @param timeout for a whole attempt
   */
  public GuardedSender(AddressGuard guard, Executor threads, Duration timeout, Clock clock) {
    this(GuardedClient.create(guard, timeout, CONNECTIONS), threads, timeout, clock);
  }

  GuardedSender(GuardedClient client, Executor threads, Duration timeout, Clock clock) {
    this.client = client;
    this.threads = threads;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> send(WebhookRequest request) {
    long began = System.nanoTime();
    HttpPost post;
    try {
      post = post(request);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedStage(
          new Outcome.Failed(FailureClass.PROTOCOL, since(began)));
    }
    return CompletableFuture.supplyAsync(() -> execute(post, began), threads)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          post.abort();
          return new Outcome.Failed(FailureClass.of(failure), since(began));
        });
  }

  private static HttpPost post(WebhookRequest request) {
    HttpPost post = new HttpPost(request.url());
    request.headers().forEach(post::setHeader);
    post.setEntity(
        new StringEntity(
            request.body(), ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    return post;
  }

  /** A kept connection may have been closed by the other side meanwhile; a new one has not. */
  private Outcome execute(HttpPost post, long began) {
    try {
      try {
        return read(client.open(post), post, began);
      } catch (IOException e) {
        if (!isBroken(e) || since(began).compareTo(INSTANT) >= 0) {
          throw e;
        }
        return read(client.openAnew(post), post, began);
      }
    } catch (IOException | HttpException e) {
      throw new CompletionException(e);
    }
  }

  private static boolean isBroken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException || cause instanceof ConnectionClosedException) {
        return true;
      }
    }
    return failure instanceof NoHttpResponseException;
  }

  private Outcome read(ClassicHttpResponse answer, HttpPost post, long began) throws IOException {
    boolean whole = false;
    try {
      whole = isShort(answer.getEntity());
      return new Outcome.Answered(answer.getCode(), retryAfter(answer), since(began));
    } finally {
      if (whole) {
        answer.close();
      } else {
        // Closing would read the rest, to keep the connection.
        post.abort();
      }
    }
  }

  /** Reads an answer to its end; false where that is too far away. */
  private static boolean isShort(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return true;
    }
    InputStream body = entity.getContent();
    byte[] buffer = new byte[4_096];
    int left = MAX_ANSWER_BYTES;
    while (left >= 0) {
      int read = body.read(buffer);
      if (read < 0) {
        return true;
      }
      left -= read;
    }
    return false;
  }

  private Optional<Duration> retryAfter(ClassicHttpResponse answer) {
    Header header = answer.getFirstHeader("Retry-After");
    if (header == null || header.getValue() == null) {
      return Optional.empty();
    }
    String value = header.getValue().strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      ZonedDateTime time = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), time.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
