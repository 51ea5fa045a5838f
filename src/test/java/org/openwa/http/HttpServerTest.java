package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Pekko answers before a request reaches the routes, over a real socket. */
class HttpServerTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final Api API = new Api(TEST_KIT);
  private static final ServerBinding BINDING = start(0);

  private static ServerBinding start(int port) {
    return HttpServer.start(
            TEST_KIT.system(), "127.0.0.1", port, Deadlines.DEFAULT, API.routes().route())
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void anAnswerTellsNothingOfTheServer() throws Exception {
    String answer = raw("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("\"status\":\"ok\"");
    assertThat(answer).doesNotContainIgnoringCase("server:").doesNotContainIgnoringCase("pekko");
  }

  @Test
  void theHeadOfAnAnswerHasNoBody() throws Exception {
    String answer = raw("HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /%zz HTTP/1.1, 400",
    "GET / HTTP/7.1, 505",
    "BREW / HTTP/1.1, 501",
    "garbage, 501"
  })
  void whatIsNoRequestIsAProblem(String line, int status) throws Exception {
    String answer = raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("application/problem+json", "\"requestId\":", "nosniff");
  }

  @Test
  void aLongUrlIsAProblem() throws Exception {
    String answer = raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 414 ").contains("application/problem+json");
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIsRefused() throws Exception {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    String answer =
        raw(
            "POST /api/sessions HTTP/1.1\r\nHost: x\r\nX-API-Key: admin\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(5)
                + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void aRefusalReachesACallerWhoStillSends() throws Exception {
    String answer =
        raw(
            "POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n"
                + "x".repeat(200_000));

    assertThat(answer).startsWith("HTTP/1.1 401 ").endsWith("}");
  }

  @Test
  void aPortThatIsTakenIsExplained() {
    int port = BINDING.localAddress().getPort();

    assertThatThrownBy(() -> start(port))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("port " + port + " on 127.0.0.1")
        .hasMessageContaining("taken");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), BINDING.localAddress().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
