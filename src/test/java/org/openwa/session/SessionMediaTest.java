package org.openwa.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Page;
import org.openwa.browser.PageFact;
import org.openwa.media.KeptFile;
import org.openwa.message.MessageQuery;
import org.openwa.message.StoredMessage;
import org.openwa.model.MediaKind;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.testing.FakeBrowser;

/** Files on their way between the store and the page. */
class SessionMediaTest extends OneSession {

  private static final MessageId IN = new MessageId("false_4915111111111@c.us_3A01");

  @Test
  void aFileIsGivenToThePageWholeAndInOrder() throws Exception {
    FakeBrowser browser = connected();
    byte[] bytes = bytes(2 * Page.MAX_PIECE + 17);
    KeptFile kept = files.store().keep(id(), out -> out.write(bytes), bytes.length);

    SendReply reply = send(kept.as("image/png", "a.png"));

    StoredMessage sent = ((SendReply.Sent) reply).message();
    assertThat(sent.type()).isEqualTo("image");
    assertThat(sent.media()).isEqualTo(kept.as("image/png", "a.png"));
    assertThat(browser.files().get(kept.id())).isEqualTo(bytes);
    assertThat(browser.sent()).hasSize(1);
  }

  @Test
  void aFileThatIsGoneIsNotSentAndLeavesNothingBehind() throws Exception {
    FakeBrowser browser = connected();

    SendReply reply = send(new MediaRef("0123456789abcdef", "image/png", 7, "0f", null));

    assertThat(reply)
        .isInstanceOfSatisfying(
            SessionReply.Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(SessionRefusal.MEDIA_GONE));
    assertThat(browser.sent()).isEmpty();
    assertThat(messages.list(all()).toCompletableFuture().get().messages()).isEmpty();
  }

  @Test
  void theFileOfAMessageThatComesInIsFetchedAndKept() throws Exception {
    FakeBrowser browser = connected();
    byte[] bytes = bytes(Page.MAX_PIECE + 5);
    browser.hasFile(IN, bytes);

    browser.tell(image(7));

    await().untilAsserted(() -> assertThat(stored(IN).media()).isNotNull());
    MediaRef file = requireNonNull(stored(IN).media());
    assertThat(file.size()).isEqualTo(bytes.length);
    try (InputStream kept = files.store().read(id(), file.id(), 0).orElseThrow()) {
      assertThat(kept.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(messages.wantedMedia(id(), 9).toCompletableFuture().get()).isEmpty();
  }

  @Test
  void aFileThatDidNotComeIsFetchedWhenThePageIsBack() throws Exception {
    FakeBrowser browser = connected();
    browser.tell(image(7));
    await().untilAsserted(() -> assertThat(browser.acknowledged()).isEqualTo(7));

    browser.hasFile(IN, bytes(5));
    browser.tell(new BridgeEvent.Offline("no network"));
    browser.connect();

    await().untilAsserted(() -> assertThat(stored(IN).media()).isNotNull());
  }

  private static PageFact image(long sequence) {
    return new PageFact.MessageAdded(
        sequence,
        IN,
        BOB,
        BOB.value(),
        "me",
        null,
        "Bob",
        false,
        "image",
        null,
        null,
        "image/png",
        1,
        9);
  }

  private MessageQuery all() {
    return new MessageQuery(
        id(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        10);
  }

  private SendReply send(MediaRef file) throws Exception {
    return ask(to ->
        new SessionCommand.Send(
            BOB,
            OutgoingMessage.of(new MessageContent.Media(MediaKind.IMAGE, file, "look")),
            null,
            to));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
