package org.openwa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phone API without a browser, in milliseconds. */
class PhoneApiTest {

  private static final String ME = "/phones/491701234567";
  private static final String ALICE = "4915111111111@c.us";
  private static final String SENT = "true_" + ALICE + "_3EB0AA";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private WhatsAppWebSimulator simulator;

  private record Answer(int status, JsonNode body) {}

  @BeforeEach
  void start() throws IOException {
    SimulatorSettings settings = SimulatorSettings.at(0, folder);
    simulator = WhatsAppWebSimulator.start(settings);
  }

  @AfterEach
  void stop() {
    simulator.close();
    http.close();
  }

  @Test
  void itSaysWhereThePageIsAndByWhichPinToTrustIt() throws Exception {
    JsonNode about = get("/simulator").body();

    assertThat(about.path("httpsPort").asInt()).isEqualTo(simulator.httpsPort());
    assertThat(about.path("spki").asText()).isEqualTo(simulator.spki()).hasSize(44);
    assertThat(about.path("version").asText()).startsWith("2.3000.");
  }

  @Test
  void theCertificateIsForTheOwnerOnlyAndOutlivesARestart() throws Exception {
    String before = simulator.spki();

    restart();

    assertThat(simulator.spki()).isEqualTo(before);
    assertThat(Files.getPosixFilePermissions(folder.resolve("web.whatsapp.com.p12")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void creatingAPhoneTwiceIsCreatingItOnce() throws Exception {
    put(ME, "{\"name\": \"Anna\"}");

    Answer second = put(ME, "{}");

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().path("name").asText()).isEqualTo("Anna");
    assertThat(get("/phones").body()).hasSize(1);
  }

  @Test
  void anUnknownPhoneAndAnUnknownQrCodeAreNotFound() throws Exception {
    put(ME, "{}");

    assertThat(get("/phones/4900000").status()).isEqualTo(404);
    assertThat(post(ME + "/scan", "{\"qr\": \"2@x,a,b,c\"}").status()).isEqualTo(404);
    assertThat(post(ME + "/scan", "{}").status()).isEqualTo(400);
  }

  @Test
  void qrCodesRotateAndRunOut() throws Exception {
    simulator.close();
    Duration soon = Duration.ofMillis(20);
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder).withQr(soon, soon));
    put(ME, "{}");
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open("")) {
      String first = page.await("ref").path("ref").asText();
      page.await("idle");

      Answer late = post(ME + "/scan", "{\"qr\": \"" + first + "\"}");

      assertThat(late.status()).isEqualTo(410);
      assertThat(late.body().path("error").asText()).isEqualTo("QR_EXPIRED");
      page.post("refresh-qr");
      assertThat(page.await("ref").path("ref").asText()).isNotEqualTo(first);
    }
  }

  @Test
  void whatItKnowsOutlivesARestart() throws Exception {
    String token = link();
    post(ME + "/messages", "{\"from\": \"4915111111111\", \"body\": \"hi\"}");

    restart();

    JsonNode phone = get(ME).body();
    assertThat(phone.path("linked")).hasSize(1);
    assertThat(phone.path("scans").asInt()).isEqualTo(1);
    assertThat(get(ME + "/messages").body()).hasSize(1);
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
    }
  }

  @Test
  void messagesAreKeptInOrderWhileNoPageIsThere() throws Exception {
    String token = link();
    for (String body : new String[] {"one", "two", "three"}) {
      post(ME + "/messages", "{\"from\": \"4915111111111\", \"body\": \"" + body + "\"}");
    }
    restart();

    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
      assertThat(page.post("bootstrap").path("chats")).isEmpty();
      page.post("follow");

      assertThat(page.await("message").path("body").asText()).isEqualTo("one");
      assertThat(page.await("message").path("body").asText()).isEqualTo("two");
      ObjectNode last = page.await("message");
      assertThat(last.path("body").asText()).isEqualTo("three");
      page.post("acknowledge", Json.object().put("sequence", last.path("sequence").asLong()));
      assertThat(page.post("bootstrap").path("chats").path(0).path("messages")).hasSize(3);
    }
  }

  @Test
  void theSameIdSentTwiceIsOneMessageAndIsCounted() throws Exception {
    String token = link();
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
      ObjectNode message = Json.object().put("id", SENT).put("stanzaId", "3EB0AA");
      message.put("chatId", ALICE).put("body", "hello");

      page.post("send", message);
      page.post("send", message);

      JsonNode all = get(ME + "/messages").body();
      assertThat(all).hasSize(1);
      assertThat(all.path(0).path("sends").asInt()).isEqualTo(2);
      assertThat(all.path(0).path("device").asText()).isNotEmpty();
    }
  }

  @Test
  void aSendIsDeliveredAndRead() throws Exception {
    String token = link();
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
      page.post("follow");
      ObjectNode message = Json.object().put("id", SENT).put("stanzaId", "3EB0AA");

      page.post("send", message.put("chatId", ALICE).put("body", "hello"));

      assertThat(page.await("receipt").path("ack").asInt()).isEqualTo(2);
      assertThat(page.await("receipt").path("ack").asInt()).isEqualTo(3);
      assertThat(get(ME + "/messages").body().path(0).path("ack").asInt()).isEqualTo(3);
    }
  }

  @Test
  void aSendThatIsLostNeverReachesThePhone() throws Exception {
    String token = link();
    post(ME + "/faults", "{\"drop\": 1}");
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
      ObjectNode message = Json.object().put("id", SENT).put("stanzaId", "3EB0AA");

      ObjectNode answer = page.post("send", message.put("chatId", ALICE));

      assertThat(answer.path("lost").asBoolean()).isTrue();
      assertThat(get(ME + "/messages").body()).isEmpty();
    }
  }

  @Test
  void aSecondPageWithTheSameLinkReplacesTheFirst() throws Exception {
    String token = link();
    try (PageOverHttp first = new PageOverHttp(simulator, folder).open(token);
        PageOverHttp second = new PageOverHttp(simulator, folder)) {
      first.await("ready");

      second.open(token).await("ready");

      first.await("conflict");
      first.post("conflicted");
      assertThat(get(ME + "/connections").body().findValuesAsText("reason")).contains("replaced");
    }
  }

  @Test
  void aPageThatSaysGoodbyeIsNotConnectedAnyMore() throws Exception {
    String token = link();
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
      assertThat(get(ME).body().path("linked").path(0).path("connected").asBoolean()).isTrue();
    }

    Awaitility.await()
        .untilAsserted(() ->
            assertThat(get(ME).body().path("linked").path(0).path("connected").asBoolean())
                .isFalse());
  }

  @Test
  void onePhoneWritesToAnother() throws Exception {
    String token = link();
    put("/phones/4915111111111", "{\"name\": \"Alice\"}");
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open(token)) {
      page.await("ready");
      ObjectNode message = Json.object().put("id", SENT).put("stanzaId", "3EB0AA");

      page.post("send", message.put("chatId", ALICE).put("body", "hello"));

      Awaitility.await()
          .untilAsserted(() ->
              assertThat(get("/phones/4915111111111/messages").body().path(0).path("from"))
                  .hasToString("\"491701234567@c.us\""));
    }
  }

  /** Links a page that closes at once, and answers the token that it would have kept. */
  private String link() throws Exception {
    put(ME, "{\"name\": \"Anna\"}");
    try (PageOverHttp page = new PageOverHttp(simulator, folder).open("")) {
      String ref = page.await("ref").path("ref").asText();
      assertThat(post(ME + "/scan", "{\"qr\": \"" + ref + ",a,b,c\"}").status()).isEqualTo(200);
      return page.await("paired").path("token").asText();
    }
  }

  private void restart() throws IOException {
    simulator.close();
    start();
  }

  private Answer get(String path) throws Exception {
    return send("GET", path, "");
  }

  private Answer put(String path, String body) throws Exception {
    return send("PUT", path, body);
  }

  private Answer post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  private Answer send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), Json.MAPPER.readTree(response.body()));
  }
}
