package org.openwa.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.message.FirstSend;
import org.openwa.model.MediaKind;
import org.openwa.model.MessageContent;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionStatus;

/** Files that come as base64, and what becomes of one whose message is not sent. */
class MediaSendTest extends MediaApi {

  @Test
  void aFileAsBase64IsKeptAndNamed() throws Exception {
    byte[] bytes = bytes(100_000);

    ReadAnswer answer = post(json("image", base64(bytes), "image/png"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    MessageContent.Media media = sent();
    assertThat(media.kind()).isEqualTo(MediaKind.IMAGE);
    assertThat(media.file().mimetype()).isEqualTo("image/png");
    assertThat(media.file().size()).isEqualTo(bytes.length);
    assertThat(kept(media.file().id())).isEqualTo(bytes);
  }

  @Test
  void slashesOfBase64MayBeEscaped() throws Exception {
    byte[] bytes = new byte[3_000];
    Arrays.fill(bytes, (byte) 0xff);

    ReadAnswer answer = post(json("image", base64(bytes).replace("/", "\\/"), "image/png"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(kept(sent().file().id())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAA\\nAAAAA",
        "AAA",
        "AAAA=",
        "A=AA",
        "data:image/png;base64,AAAA",
        "AA AA",
        "ÄÄÄÄ",
        ""
      })
  void whatIsNoBase64IsSaidOfItsField(String text) throws Exception {
    ReadAnswer answer = post(json("image", text, "image/png"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("media.base64");
    assertThat(api.sessions.asked).isEmpty();
    assertNothingKept();
  }

  @ParameterizedTest
  @CsvSource({
    "image, application/pdf",
    "image, image",
    "image, IMAGE/PNG",
    "voice, video/mp4",
    "document, model/gltf",
    "sticker, 'image/png\\u0000'"
  })
  void aTypeThatDoesNotFitIsSaidOfItsField(String type, String mimetype) throws Exception {
    ReadAnswer answer = post(json(type, "AAAA", mimetype));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("media.mimetype");
    assertNothingKept();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\":\"4670000002\",\"type\":\"image\"}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{}}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"mimetype\":\"image/png\"}}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"base64\":\"AAAA\"}}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"base64\":7,\"mimetype\":\"image/png\"}}",
        "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"x\",\"media\":{\"base64\":\"AAAA\"}}"
      })
  void aFileThatIsMissingOrTooManyIsRefused(String json) throws Exception {
    ReadAnswer answer = post(json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"media");
    assertNothingKept();
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndNotKept() throws Exception {
    ReadAnswer answer = post(json("image", base64(bytes(Api.MAX_FILE + 1)), "image/png"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("MEDIA_TOO_LARGE");
    assertNothingKept();
  }

  @Test
  void aTextThatIsTooLargeIsNoFile() throws Exception {
    ReadAnswer answer =
        post(
            "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\""
                + "x".repeat(300_000)
                + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
  }

  @Test
  void aFileOfAMessageThatWasRefusedIsForgotten() throws Exception {
    api.sessions.refuse(SessionRefusal.SESSION_NOT_READY, SessionStatus.STOPPED);

    ReadAnswer answer = post(json("image", "AAAA", "image/png"));

    assertThat(answer.status()).isEqualTo(409);
    assertNothingKept();
  }

  @Test
  void aRepeatedFileIsKnownByItsContent() throws Exception {
    String json = json("image", base64(bytes(1_000)), "image/png");
    post(json, "k1");
    String first =
        requireNonNull(((SessionCommand.Send) api.sessions.onlyCommand()).key()).fingerprint();
    api.messages.firstSend = Optional.of(new FirstSend(first, FakeMessages.WITH_FILE));

    ReadAnswer same = post(json, "k1");
    ReadAnswer other = post(json("image", base64(bytes(1_001)), "image/png"), "k1");

    assertThat(same.status()).isEqualTo(201);
    assertThat(same.header("Idempotent-Replayed")).contains("true");
    assertThat(other.status()).isEqualTo(422);
    assertThat(api.sessions.asked).hasSize(1);
    await().untilAsserted(() -> assertThat(files()).hasSize(2)); // the first send's, and the fake's
  }
}
