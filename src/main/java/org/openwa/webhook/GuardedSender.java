package org.openwa.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
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
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends over HTTP, to addresses that the guard permits. The address that was judged is the one that
 * is dialled, for every connection anew; redirects are not followed; of an answer no more is read
 * than {@value #MAX_ANSWER_BYTES} bytes, and all of it within the timeout.
 */
public final class GuardedSender implements WebhookSender, AutoCloseable {

  static final int MAX_ANSWER_BYTES = 65_536;

  private static final int CONNECTIONS = 512;

  /** A head longer than this is an attack on our memory. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  /** What breaks sooner than this is tried a second time at once. */
  private static final Duration INSTANT = Duration.ofSeconds(1);

  private final CloseableHttpClient client;

  /** Keeps no connection, so none of its connections can be a stale one. */
  private final CloseableHttpClient reconnecting;

  private final GuardedResolver resolver;
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
    this(
        guard,
        InetAddress::getAllByName,
        DefaultClientTlsStrategy.createDefault(),
        threads,
        timeout,
        clock);
  }

  GuardedSender(
      AddressGuard guard,
      GuardedResolver.Names names,
      TlsSocketStrategy tls,
      Executor threads,
      Duration timeout,
      Clock clock) {
    this.resolver = new GuardedResolver(guard, names);
    this.threads = threads;
    this.timeout = timeout;
    this.clock = clock;
    this.client = client(tls, DefaultConnectionReuseStrategy.INSTANCE);
    this.reconnecting = client(tls, (_, _, _) -> false);
  }

  private CloseableHttpClient client(TlsSocketStrategy tls, ConnectionReuseStrategy reuse) {
    Timeout limit = Timeout.of(timeout);
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(tls)
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(LIMITS).build())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(limit)
                        .build())
                .build())
        .setConnectionReuseStrategy(reuse)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .build();
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
          return new Outcome.Failed(classify(failure), since(began));
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
        return attempt(client, post, began);
      } catch (IOException e) {
        if (!isBroken(e) || since(began).compareTo(INSTANT) >= 0) {
          throw e;
        }
        return attempt(reconnecting, post, began);
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

  private Outcome attempt(CloseableHttpClient through, HttpPost post, long began)
      throws IOException, HttpException {
    ClassicHttpResponse answer =
        through.executeOpen(RoutingSupport.determineHost(post), post, null);
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

  private static FailureClass classify(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case GuardedResolver.BlockedAddress _ -> {
          return FailureClass.BLOCKED_ADDRESS;
        }
        case UnknownHostException _ -> {
          return FailureClass.DNS;
        }
        case SocketTimeoutException _, TimeoutException _ -> {
          return FailureClass.TIMEOUT;
        }
        case SSLException _ -> {
          return FailureClass.TLS;
        }
        case ConnectException _, NoRouteToHostException _ -> {
          return FailureClass.CONNECT;
        }
        default -> {}
      }
    }
    return FailureClass.PROTOCOL;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() throws IOException {
    client.close();
    reconnecting.close();
    resolver.close();
  }
}
