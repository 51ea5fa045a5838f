package org.openwa.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
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
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends over HTTP, to addresses that the guard permits. The address that was judged is the one that
 * is dialled, for every connection anew; redirects are not followed; of an answer no more is read
 * than {@value #MAX_ANSWER_BYTES} bytes, and all of it within the timeout.
 */
public final class GuardedSender implements WebhookSender, AutoCloseable {

  static final int MAX_ANSWER_BYTES = 65_536;

  private static final int CONNECTIONS = 512;

  private final CloseableHttpClient client;
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
    this(guard, InetAddress::getAllByName, threads, timeout, clock);
  }

  GuardedSender(
      AddressGuard guard, Resolver resolver, Executor threads, Duration timeout, Clock clock) {
    this.threads = threads;
    this.timeout = timeout;
    this.clock = clock;
    Timeout limit = Timeout.of(timeout);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new Guarded(guard, resolver))
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(limit)
                            .setSocketTimeout(limit)
                            .build())
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /** Looks a name up. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  /** If one address of a name is forbidden, the whole name is. */
  private record Guarded(AddressGuard guard, Resolver resolver) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String name) throws UnknownHostException {
      InetAddress[] addresses = resolver.resolve(name);
      for (InetAddress address : addresses) {
        if (!guard.permits(address)) {
          throw new BlockedAddress();
        }
      }
      return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String name) {
      return name;
    }
  }

  private static final class BlockedAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public CompletionStage<Outcome> send(WebhookRequest request) {
    HttpPost post = new HttpPost(request.url());
    request.headers().forEach(post::setHeader);
    post.setEntity(
        new StringEntity(
            request.body(), ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    long began = System.nanoTime();
    return CompletableFuture.supplyAsync(() -> execute(post, began), threads)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          post.abort();
          return new Outcome.Failed(classify(failure), since(began));
        });
  }

  private Outcome execute(HttpPost post, long began) {
    try {
      return client.execute(post, answer -> answered(answer, began));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private Outcome answered(ClassicHttpResponse answer, long began) throws IOException {
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      try (InputStream body = entity.getContent()) {
        body.readNBytes(MAX_ANSWER_BYTES);
        if (body.read() >= 0) {
          // The rest would be read to keep the connection; it is not worth that.
          answer.close();
        }
      }
    }
    return new Outcome.Answered(answer.getCode(), retryAfter(answer), since(began));
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
        case BlockedAddress _ -> {
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
        case ConnectException _ -> {
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
  }
}
