package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openwa.browser.selenium.BrowserUnderTest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.browser.PageFact;
import org.openwa.model.ChatId;
import org.openwa.model.MediaKind;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.testing.SimulatedPhone;

/** Everything that goes out, through the unmodified wa-js, counted on the phone. */
@Tag("e2e")
class OutgoingE2eTest {

  private static final ChatId FRIEND = new ChatId(SimulatedPhone.FRIEND + "@c.us");

  @TempDir static Path profile;
  @TempDir static Path simulator;

  private static SimulatedPhone phone;
  private static BrowserUnderTest browser;

  @BeforeAll
  static void link() throws IOException {
    phone = SimulatedPhone.start(simulator);
    browser = BrowserUnderTest.linked(profile, phone);
  }

  @AfterAll
  static void close() {
    browser.close();
    phone.close();
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE, image/png, image",
    "VIDEO, video/mp4, video",
    "AUDIO, audio/mpeg, audio",
    "VOICE, audio/ogg, ptt",
    "DOCUMENT, application/pdf, document",
    "STICKER, image/webp, sticker"
  })
  void aFileOfEachKindArrivesOnceAndWhole(MediaKind kind, String mimetype, String type) {
    byte[] bytes = bytes(1_000_000);
    MediaRef file = given("kind" + kind.word(), mimetype, bytes);

    MessageId id = sent(new MessageContent.Media(kind, file, "a caption"));

    JsonNode arrived = arrived(id);
    assertThat(arrived.path("type").asText()).isEqualTo(type);
    assertThat(arrived.path("body").asText()).isEqualTo("a caption");
    assertThat(arrived.path("media").path("size").asLong()).isEqualTo(bytes.length);
    assertThat(arrived.path("media").path("mimetype").asText()).isEqualTo(mimetype);
    assertThat(taken(id)).isEqualTo(bytes);
  }

  static Stream<MessageContent> contents() {
    return Stream.of(
        new MessageContent.Text("plain"),
        new MessageContent.Location(52.5, 13.4, "Berlin", "Germany"),
        new MessageContent.Contact("Bob; the builder", "4915222222222"),
        new MessageContent.Poll("Lunch?", List.of("yes", "no"), false));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void everyOtherContentArrivesOnce(MessageContent content) {
    MessageId id = sent(content);

    JsonNode arrived = arrived(id);
    JsonNode details = arrived.path("details");
    switch (content) {
      case MessageContent.Text(var text) ->
          assertThat(arrived.path("body").asText()).isEqualTo(text);
      case MessageContent.Location _ -> {
        assertThat(arrived.path("type").asText()).isEqualTo("location");
        assertThat(details.path("lat").asDouble()).isEqualTo(52.5);
        assertThat(details.path("loc").asText()).isEqualTo("Berlin\nGermany");
      }
      case MessageContent.Contact(var name, var number) -> {
        assertThat(arrived.path("type").asText()).isEqualTo("vcard");
        assertThat(details.path("vcardFormattedName").asText()).isEqualTo(name);
        assertThat(arrived.path("body").asText()).contains("waid=" + number);
      }
      case MessageContent.Poll(var question, _, _) -> {
        assertThat(arrived.path("type").asText()).isEqualTo("poll_creation");
        assertThat(details.path("pollName").asText()).isEqualTo(question);
        assertThat(details.path("pollOptions")).hasSize(2);
      }
      case MessageContent.Media _, MessageContent.Forwarded _ -> throw new AssertionError();
    }
    PageFact.MessageAdded told = told(id);
    assertThat(told.details()).isEqualTo(MessageDetails.of(content));
    if (!(content instanceof MessageContent.Contact)) {
      assertThat(told.body()).isEqualTo(content.readable());
    }
  }

  /** What the page tells of a message as of any other. */
  private static PageFact.MessageAdded told(MessageId id) {
    PageFact.MessageAdded told = browser.await(PageFact.MessageAdded.class);
    return told.id().equals(id) ? told : told(id);
  }

  @Test
  void anAnswerQuotesAndMentions() {
    MessageId first = sent(new MessageContent.Text("first"));
    MessageId id = answer(browser.page().prepare(FRIEND));

    answer(
        browser
            .page()
            .send(
                id,
                new OutgoingMessage(
                    new MessageContent.Text("see @4915222222222"),
                    first,
                    List.of(new ChatId("4915222222222@c.us")),
                    true)));

    JsonNode arrived = arrived(id);
    assertThat(first.value()).contains(arrived.path("quotedMessageId").asText());
    assertThat(arrived.path("details").path("mentionedJidList").toString())
        .contains("4915222222222");
  }

  @Test
  void aForwardedFileIsTheSameFileAndSaysSo() {
    byte[] bytes = bytes(1_000);
    MediaRef file = given("forwarded", "image/png", bytes);
    MessageId original = sent(new MessageContent.Media(MediaKind.IMAGE, file, "look"));

    MessageId id = sent(new MessageContent.Forwarded(original, "image", "look", file));

    JsonNode arrived = arrived(id);
    assertThat(arrived.path("type").asText()).isEqualTo("image");
    assertThat(arrived.path("details").path("isForwarded").asBoolean()).isTrue();
    assertThat(arrived.path("media")).isEqualTo(arrived(original).path("media"));
  }

  @Test
  void aFileOfWhichAPieceIsMissingIsNotSent() {
    MediaRef file = new MediaRef("missingpiece", "image/png", 10, "0f", null);
    answer(browser.page().put(file.id(), 0, new byte[5]));
    MessageId id = answer(browser.page().prepare(FRIEND));

    var sent =
        browser
            .page()
            .send(id, OutgoingMessage.of(new MessageContent.Media(MediaKind.IMAGE, file, null)))
            .toCompletableFuture();

    assertThatThrownBy(sent::join)
        .cause()
        .hasFieldOrPropertyWithValue("kind", PageException.Kind.REFUSED);
    assertThat(phone.messages()).noneMatch(it -> it.path("id").asText().equals(id.value()));
  }

  @Test
  void aMessageIsEditedAndReactedToAndRevoked() {
    MessageId id = sent(new MessageContent.Text("teh"));

    answer(browser.page().act(id, new MessageAction.Edit("the")));
    answer(browser.page().act(id, new MessageAction.React("👍")));
    answer(browser.page().act(id, new MessageAction.Star(true)));
    JsonNode edited = arrived(id);
    answer(browser.page().act(id, new MessageAction.Revoke()));
    answer(browser.page().act(id, new MessageAction.Revoke()));

    assertThat(edited.path("body").asText()).isEqualTo("the");
    assertThat(edited.path("reactions").toString()).contains("👍");
    assertThat(arrived(id).path("revoked").asBoolean()).isTrue();
  }

  @Test
  void whatIsHiddenIsGoneFromThePageOnly() {
    MessageId id = sent(new MessageContent.Text("for your eyes only"));

    answer(browser.page().act(id, new MessageAction.Hide()));

    assertThat(answer(browser.page().lookup(id))).isEqualTo(new Page.NotFound());
    assertThat(arrived(id).path("revoked").asBoolean()).isFalse();
  }

  private static MediaRef given(String id, String mimetype, byte[] bytes) {
    for (int offset = 0; offset < bytes.length; offset += Page.MAX_PIECE) {
      int end = Math.min(bytes.length, offset + Page.MAX_PIECE);
      answer(browser.page().put(id, offset, Arrays.copyOfRange(bytes, offset, end)));
    }
    return new MediaRef(id, mimetype, bytes.length, "0f", "a file.bin");
  }

  private static MessageId sent(MessageContent content) {
    MessageId id = answer(browser.page().prepare(FRIEND));
    answer(browser.page().send(id, OutgoingMessage.of(content)));
    return id;
  }

  /** The message as the phone has it, which has it once. */
  private static JsonNode arrived(MessageId id) {
    List<JsonNode> all =
        phone.messages().stream().filter(it -> it.path("id").asText().equals(id.value())).toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static byte[] taken(MessageId id) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece;
    do {
      piece = answer(browser.page().take(id, all.size()));
      all.writeBytes(piece);
    } while (piece.length == Page.MAX_PIECE);
    return all.toByteArray();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
