package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionStatus;

class LinkRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String QR = "/api/sessions/default/qr";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void theCodeComesAsJsonWithADataUrl() throws Exception {
    ReadAnswer answer = api.get(QR);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("code").asText()).isEqualTo(FakeSessions.QR_TEXT);
    assertThat(answer.json().path("image").asText()).startsWith("data:image/png;base64,iVBORw0KG");
    assertThat(answer.json().path("expiresAt").asText()).isEqualTo("2026-01-01T12:00:20.000Z");
  }

  @Test
  void theRawCodeIsTheTextAndNothingElse() throws Exception {
    assertThat(api.get(QR + "?format=raw").body()).isEqualTo(FakeSessions.QR_TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "base64, application/json, {",
    "image, image/png, PNG",
    "svg, image/svg+xml, <svg",
    "raw, text/plain; charset=UTF-8, 2@",
    "terminal, text/plain; charset=UTF-8, █"
  })
  void everyFormatHasItsTypeAndIsNeverStored(String format, String type, String part)
      throws Exception {
    ReadAnswer answer = api.get(QR + "?format=" + format);

    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.body()).contains(part);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void withoutACodeTheStatusSaysWhy() throws Exception {
    api.sessions.refuse(SessionRefusal.QR_NOT_AVAILABLE, SessionStatus.CONNECTED);

    ReadAnswer answer = api.get(QR + "?format=raw");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("sessionStatus").asText()).isEqualTo("CONNECTED");
  }

  @Test
  void aPairingCodeIsForANumber() throws Exception {
    ReadAnswer answer =
        api.send(
            HttpMethods.POST,
            "/api/sessions/default/pairing-code",
            "{\"phone\":\"+46 70 000 002\"}");

    assertThat(answer.body()).isEqualTo("{\"code\":\"ABCD1234\"}");
    assertThat(((SessionCommand.GetPairingCode) api.sessions.onlyCommand()).phone())
        .isEqualTo("4670000002");
  }

  @Test
  void aScreenshotIsAPicture() throws Exception {
    assertThat(api.get("/api/sessions/default/screenshot").type()).isEqualTo("image/png");
  }
}
