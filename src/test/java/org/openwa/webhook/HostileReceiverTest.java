package org.openwa.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers may do to us. */
class HostileReceiverTest extends SenderTest {

  @Test
  void ofAHugeAnswerOverTlsOnlyTheBeginningIsRead(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("hook.example", folder);
    try (RawReceiver receiver =
            new RawReceiver(
                certificate.context().getServerSocketFactory(),
                out -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n".getBytes(US_ASCII));
                  endless(out, "x".repeat(8_192));
                });
        GuardedSender sender =
            sender(
                LOOPBACK,
                _ -> addresses("127.0.0.1"),
                new DefaultClientTlsStrategy(certificate.context()))) {

      Outcome outcome = send(sender, "https://hook.example:" + receiver.port() + "/");

      assertThat(outcome.delivered()).as("%s", outcome).isTrue();
      assertThat(receiver.written.get()).isLessThan(16L << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailto:a@example.org", "http:///hook", "relative"})
  void aUrlThatLeadsNowhereFailsLikeAnyOther(String url) throws Exception {
    try (GuardedSender sender = sender(LOOPBACK)) {

      assertThat(send(sender, url).error()).contains("PROTOCOL");
    }
  }

  @Test
  void aShortAnswerLeavesItsConnectionToTheNextAttempt() throws Exception {
    try (ReusableReceiver receiver = new ReusableReceiver();
        GuardedSender sender = sender(LOOPBACK)) {
      String url = "http://127.0.0.1:" + receiver.port() + "/";

      assertThat(send(sender, url).delivered()).isTrue();
      assertThat(send(sender, url).delivered()).isTrue();

      assertThat(receiver.clients()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 2147483648\r\n", ""})
  void ofAHugeAnswerOnlyTheBeginningIsRead(String length) throws Exception {
    try (RawReceiver receiver =
            new RawReceiver(out -> {
              out.write(("HTTP/1.1 200 OK\r\n" + length + "\r\n").getBytes(US_ASCII));
              endless(out, "x".repeat(8_192));
            });
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.delivered()).as("%s", outcome).isTrue();
      assertThat(receiver.written.get()).isLessThan(16L << 20);
    }
  }

  @Test
  void ofChunksWithoutEndOnlyTheBeginningIsRead() throws Exception {
    try (RawReceiver receiver =
            new RawReceiver(out -> {
              out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
              endless(out, "1000\r\n" + "x".repeat(4_096) + "\r\n");
            });
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.delivered()).as("%s", outcome).isTrue();
      assertThat(receiver.written.get()).isLessThan(16L << 20);
    }
  }

  @ParameterizedTest
  @CsvSource({"'X: ', 'xxxxxxxx'", "'', 'X: y\r\n'", "'HTTP/1.1 200 ', 'O'"})
  void aHeadWithoutEndIsGivenUpBeforeItFillsTheMemory(String beginning, String part)
      throws Exception {
    String head = beginning.startsWith("HTTP") ? beginning : "HTTP/1.1 200 OK\r\n" + beginning;
    try (RawReceiver receiver =
            new RawReceiver(out -> {
              out.write(head.getBytes(US_ASCII));
              endless(out, part.repeat(1_024));
            });
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.error()).contains("PROTOCOL");
      assertThat(receiver.written.get()).isLessThan(16L << 20);
    }
  }

  @Test
  void anAnswerThatTricklesIsGivenUpAfterTheTimeout() throws Exception {
    try (RawReceiver receiver =
            new RawReceiver(out -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(US_ASCII));
              trickle(out);
            });
        GuardedSender sender = hasty()) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.error()).contains("TIMEOUT");
      assertThat(outcome.took()).isBetween(TIMEOUT, TIMEOUT.multipliedBy(2));
    }
  }

  @Test
  void aReceiverThatNeverAnswersIsGivenUpAfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        GuardedSender sender = hasty()) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + silent.getLocalPort() + "/");

      assertThat(outcome.error()).contains("TIMEOUT");
    }
  }

  @Test
  void failuresAreToldByTheirClassAlone() throws Exception {
    int closed = closedPort();
    try (RawReceiver nonsense = new RawReceiver(RawReceiver.text("SSH-2.0-OpenSSH_9.9\r\n"));
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome refused = send(sender, "http://127.0.0.1:" + closed + "/");
      Outcome unknown = send(sender, "http://nowhere.invalid/");
      Outcome other = send(sender, "http://127.0.0.1:" + nonsense.port() + "/");

      assertThat(refused.error()).contains("CONNECT");
      assertThat(unknown.error()).contains("DNS");
      assertThat(other.error()).contains("PROTOCOL");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "'Thu, 01 Jan 2026 12:05:00 GMT', 300",
    "'Thu, 01 Jan 2026 11:00:00 GMT', 0"
  })
  void whatTheReceiverAsksForIsUnderstood(String header, long seconds) throws Exception {
    try (RawReceiver receiver =
            new RawReceiver(
                RawReceiver.text(
                    "HTTP/1.1 429 Slow\r\nConnection: close\r\nContent-Length: 0\r\nRetry-After: "
                        + header
                        + "\r\n\r\n"));
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Answered.class,
              answered -> assertThat(answered.retryAfter()).contains(Duration.ofSeconds(seconds)));
    }
  }
}
