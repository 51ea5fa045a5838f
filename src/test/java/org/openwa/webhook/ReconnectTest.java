package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections that break before anything was said. */
class ReconnectTest extends SenderTest {

  /** It says that it keeps the connection, and closes it: a receiver that was restarted. */
  @Test
  void aKeptConnectionThatIsStaleIsNoFailure() throws Exception {
    try (RawReceiver receiver =
            new RawReceiver(RawReceiver.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        GuardedSender sender = sender(LOOPBACK)) {
      String url = "http://127.0.0.1:" + receiver.port() + "/";

      for (int i = 0; i < 5; i++) {
        assertThat(send(sender, url).delivered()).isTrue();
      }

      assertThat(receiver.requests).hasSize(5);
    }
  }

  @Test
  void whatBreaksTwiceIsAFailure() throws Exception {
    try (RawReceiver receiver = new RawReceiver(_ -> {});
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.error()).contains("PROTOCOL");
      assertThat(receiver.connections).hasValue(2);
    }
  }

  @Test
  void whatBreaksLateIsNotTriedASecondTime() throws Exception {
    try (RawReceiver receiver = new RawReceiver(_ -> pause());
        GuardedSender sender = sender(LOOPBACK)) {

      Outcome outcome = send(sender, "http://127.0.0.1:" + receiver.port() + "/");

      assertThat(outcome.error()).contains("PROTOCOL");
      assertThat(receiver.connections).hasValue(1);
    }
  }

  /** Slowness is what is tested. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(1_200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
