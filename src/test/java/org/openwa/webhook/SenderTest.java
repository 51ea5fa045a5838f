package org.openwa.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.junit.jupiter.api.AfterEach;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.Cidr;
import org.openwa.egress.GuardedClient;
import org.openwa.egress.GuardedResolver;

/** What the tests of the sender share. */
abstract class SenderTest {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** Of an attempt that is to end well, on a machine that has other work too. */
  private static final Duration PATIENT = Duration.ofSeconds(20);

  /** Of an attempt that is to be given up. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  static final AddressGuard STRICT = new AddressGuard(List.of());

  static final AddressGuard LOOPBACK = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  static void endless(OutputStream out, String part) throws IOException {
    byte[] bytes = part.getBytes(US_ASCII);
    while (!Thread.currentThread().isInterrupted()) {
      out.write(bytes);
    }
  }

  /** The only pause in these tests: slowness is what is tested. */
  static void trickle(OutputStream out) throws IOException {
    try {
      while (true) {
        out.write('x');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static String request(RawReceiver receiver) throws InterruptedException {
    return Optional.ofNullable(receiver.requests.poll(5, TimeUnit.SECONDS)).orElseThrow();
  }

  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }

  GuardedSender sender(AddressGuard guard) {
    return sender(guard, InetAddress::getAllByName);
  }

  GuardedSender sender(AddressGuard guard, GuardedResolver.Names resolver) {
    return sender(guard, resolver, DefaultClientTlsStrategy.createDefault());
  }

  /** One that gives up after {@link #TIMEOUT}. */
  GuardedSender hasty() {
    return sender(
        LOOPBACK, InetAddress::getAllByName, DefaultClientTlsStrategy.createDefault(), TIMEOUT);
  }

  GuardedSender sender(AddressGuard guard, GuardedResolver.Names resolver, TlsSocketStrategy tls) {
    return sender(guard, resolver, tls, PATIENT);
  }

  private GuardedSender sender(
      AddressGuard guard, GuardedResolver.Names resolver, TlsSocketStrategy tls, Duration timeout) {
    return new GuardedSender(
        new GuardedClient(guard, resolver, tls, timeout, 512),
        threads,
        timeout,
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  static Outcome send(GuardedSender sender, String url) throws Exception {
    return sender
        .send(new WebhookRequest(URI.create(url), Map.of("X-Own", "1"), "{\"a\":\"\u00e4\"}"))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }
}
