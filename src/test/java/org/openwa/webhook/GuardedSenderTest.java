package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.egress.GuardedResolver;

/** Where a URL may lead, and what is sent there. */
class GuardedSenderTest extends SenderTest {

  @Test
  void theReceiverGetsHeadersAndBodyOfTheRequest() throws Exception {
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(ok("")));
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/hook?a=b");

      assertThat(outcome.delivered()).isTrue();
      assertThat(request(receiver))
          .startsWith("POST /hook?a=b HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nX-Own: 1\r\n")
          .containsIgnoringCase("\r\nContent-Type: application/json")
          .containsIgnoringCase("\r\nHost: 127.0.0.1:" + receiver.port() + "\r\n")
          .doesNotContainIgnoringCase("\r\nUpgrade:")
          .doesNotContainIgnoringCase("\r\nCookie:")
          .endsWith("\r\n\r\n{\"a\":\"\u00e4\"}");
    }
  }

  /**
   * Every spelling of this machine, and of addresses that lead to the operator's own network. An
   * octal one is missing: Java reads it as decimal, and what it reads is what is judged and
   * dialled.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "0",
        "0.0.0.0",
        "localhost",
        "LOCALHOST.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "10.0.0.1",
        "192.168.0.1"
      })
  void noSpellingOfAPrivateAddressIsDialled(String host) throws Exception {
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(ok("")));
        GuardedSender sender = sender(STRICT)) {

      Outcome outcome = send(sender, "http://" + host + ":" + receiver.port() + "/");

      assertThat(outcome.delivered()).isFalse();
      assertThat(outcome.error().orElseThrow()).isIn("BLOCKED_ADDRESS", "DNS", "PROTOCOL");
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  void oneForbiddenAddressForbidsTheWholeName() throws Exception {
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(ok("")));
        GuardedSender sender = sender(STRICT, _ -> addresses("8.8.8.8", "127.0.0.1"))) {

      Outcome outcome = send(sender, "http://mixed.example:" + receiver.port() + "/");

      assertThat(outcome.error()).contains("BLOCKED_ADDRESS");
      assertThat(receiver.connections).hasValue(0);
    }
  }

  /**
   * The second answer of such a name is the trap: who asks twice checks one and dials the other.
   */
  @Test
  void aNameThatChangesItsMindIsDialledWhereItWasChecked() throws Exception {
    Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(ok("")));
        GuardedSender sender = sender(LOOPBACK, _ -> addresses(answers.remove()))) {
      String url = "http://rebinding.example:" + receiver.port() + "/";

      Outcome first = send(sender, url);
      int left = answers.size();
      Outcome second = send(sender, url);

      assertThat(first.delivered()).isTrue();
      assertThat(left).isEqualTo(1);
      assertThat(second.error()).contains("BLOCKED_ADDRESS");
      assertThat(receiver.connections).hasValue(1);
    }
  }

  /** The name is what the certificate is checked against, the address only where to go. */
  @Test
  void aCertificateMustBeTrustedAndOfTheName(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("hook.example", folder);
    DefaultClientTlsStrategy trusting = new DefaultClientTlsStrategy(certificate.context());
    GuardedResolver.Names here = _ -> addresses("127.0.0.1");
    try (RawReceiver receiver =
            new RawReceiver(
                certificate.context().getServerSocketFactory(), RawReceiver.text(ok("")));
        GuardedSender sender = sender(LOOPBACK, here, trusting);
        GuardedSender stranger = sender(LOOPBACK, here)) {

      Outcome good = send(sender, "https://hook.example:" + receiver.port() + "/");
      Outcome otherName = send(sender, "https://other.example:" + receiver.port() + "/");
      Outcome byAddress = send(sender, "https://127.0.0.1:" + receiver.port() + "/");
      Outcome untrusted = send(stranger, "https://hook.example:" + receiver.port() + "/");

      assertThat(good.delivered()).as("%s", good).isTrue();
      assertThat(otherName.error()).contains("TLS");
      assertThat(byAddress.error()).contains("TLS");
      assertThat(untrusted.error()).contains("TLS");
      assertThat(receiver.requests).hasSize(1);
    }
  }

  /** Native lookups would hold the few threads that carry all virtual ones. */
  @Test
  void namesAreLookedUpOnThreadsOfTheirOwn() throws Exception {
    BlockingQueue<Boolean> virtual = new LinkedBlockingQueue<>();
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(ok("")));
        GuardedSender sender =
            sender(
                LOOPBACK,
                _ -> {
                  virtual.add(Thread.currentThread().isVirtual());
                  return addresses("127.0.0.1");
                })) {

      Outcome outcome = send(sender, "http://hook.example:" + receiver.port() + "/");

      assertThat(outcome.delivered()).isTrue();
      assertThat(virtual).containsExactly(false);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) throws Exception {
    try (RawReceiver inside = new RawReceiver(RawReceiver.text(ok("")));
        RawReceiver receiver =
            new RawReceiver(
                RawReceiver.text(
                    "HTTP/1.1 "
                        + status
                        + " Moved\r\nConnection: close\r\nContent-Length: 0\r\n"
                        + "Location: http://127.0.0.1:"
                        + inside.port()
                        + "/\r\n\r\n"));
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.error()).contains("HTTP_" + status);
      assertThat(inside.connections).hasValue(0);
    }
  }
}
