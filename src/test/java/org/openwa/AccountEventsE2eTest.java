package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.LinkedNode.FRIEND;
import static org.openwa.LinkedNode.FRIEND_ID;
import static org.openwa.LinkedNode.PATIENCE;
import static org.openwa.LinkedNode.SESSION;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens in the account becomes an event, and changes the message that it concerns. */
@Tag("e2e")
class AccountEventsE2eTest {

  private static final String TEAM = "120363000000000001@g.us";

  @TempDir private Path folder;
  private LinkedNode node;

  @BeforeEach
  void start() throws Exception {
    node = LinkedNode.start(folder);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whatHappensToMessagesIsToldAndShown() {
    node.link();
    String id = node.friendWrites("hello");
    String secret = node.friendWrites("a secret");

    node.happens(Map.of("kind", "reaction", "messageId", id, "emoji", "👍"));
    node.happens(Map.of("kind", "edit", "messageId", id, "body", "hello, Ada"));
    node.happens(Map.of("kind", "revoke", "messageId", secret));

    JsonNode reaction = node.awaitEvent("message.reaction");
    assertThat(reaction.path("messageId").asText()).isEqualTo(id);
    assertThat(reaction.path("sender").asText()).isEqualTo(FRIEND_ID);
    assertThat(reaction.path("emoji").asText()).isEqualTo("👍");
    JsonNode edited = node.awaitEvent("message.edited");
    assertThat(edited.path("id").asText()).isEqualTo(id);
    assertThat(edited.path("body").asText()).isEqualTo("hello, Ada");
    JsonNode revoked = node.awaitEvent("message.revoked");
    assertThat(revoked.path("id").asText()).isEqualTo(secret);
    assertThat(revoked.path("body").isNull()).isTrue();
    assertThat(node.message(id).path("body").asText()).isEqualTo("hello, Ada");
    assertThat(node.message(id).path("editedAt").isTextual()).isTrue();
    assertThat(node.message(id).path("reactions").path(0).path("emoji").asText()).isEqualTo("👍");
    assertThat(node.message(secret).path("revoked").asBoolean()).isTrue();
    assertThat(node.message(secret).path("body").isNull()).isTrue();
    assertThat(node.received("message.revoked")).hasSize(1);
  }

  @Test
  void whatHappensWhileTheNodeIsAwayIsToldWhenItIsBack() throws Exception {
    node.link();
    String id = node.friendWrites("hello");
    String poll = pollOf("Lunch?", "Yes", "No");
    await().atMost(PATIENCE).until(() -> node.received("message.received").size() == 2);

    node.stopNode();
    node.happens(Map.of("kind", "reaction", "messageId", id, "emoji", "❤️"));
    node.happens(Map.of("kind", "edit", "messageId", id, "body", "hi"));
    node.happens(vote(poll, "No"));
    node.startNodeAgain();

    assertThat(node.awaitEvent("message.reaction").path("emoji").asText()).isEqualTo("❤️");
    assertThat(node.awaitEvent("message.edited").path("body").asText()).isEqualTo("hi");
    assertThat(node.awaitEvent("poll.vote").path("options").path(0).asText()).isEqualTo("No");
  }

  @Test
  void votesGroupsAndCallsAreTold() {
    node.link();
    String poll = pollOf("Lunch?", "Yes", "No");

    node.happens(vote(poll, "Yes"));
    group("create");
    group("join");
    group("leave");
    group("promote");
    node.happens(Map.of("kind", "call", "from", FRIEND, "video", true));

    JsonNode vote = node.awaitEvent("poll.vote");
    assertThat(vote.path("messageId").asText()).isEqualTo(poll);
    assertThat(vote.path("voter").asText()).isEqualTo(FRIEND_ID);
    assertThat(vote.path("options").path(0).asText()).isEqualTo("Yes");
    assertThat(node.message(poll).path("votes").path(0).path("voter").asText())
        .isEqualTo(FRIEND_ID);
    JsonNode joined = node.awaitEvent("group.join");
    assertThat(joined.path("chatId").asText()).isEqualTo(TEAM);
    assertThat(joined.path("action").asText()).isEqualTo("join");
    assertThat(joined.path("participants").path(0).asText()).isEqualTo("4915222222222@c.us");
    assertThat(node.awaitEvent("group.leave").path("action").asText()).isEqualTo("leave");
    await().atMost(PATIENCE).until(() -> node.received("group.update").size() == 2);
    assertThat(node.received("group.update"))
        .extracting(event -> event.path("action").asText())
        .containsExactly("create", "promote");
    JsonNode call = node.awaitEvent("call.received");
    assertThat(call.path("from").asText()).isEqualTo(FRIEND_ID);
    assertThat(call.path("isVideo").asBoolean()).isTrue();
  }

  @Test
  void somebodyWhoWritesIsToldWithoutAFlood() {
    node.friendWrites("hello");
    node.link();

    for (int i = 0; i < 20; i++) {
      presence("composing");
      presence("paused");
    }
    presence("recording");

    await().atMost(PATIENCE).until(() -> states().contains("recording"));
    assertThat(states()).hasSizeLessThan(10).endsWith("recording");
    assertThat(node.received("presence.update").getFirst().path("chatId").asText())
        .isEqualTo(FRIEND_ID);
  }

  private void presence(String state) {
    node.happens(Map.of("kind", "presence", "from", FRIEND, "state", state));
  }

  private List<String> states() {
    return node.received("presence.update").stream()
        .map(event -> event.path("state").asText())
        .toList();
  }

  @Test
  void aCodeToScanIsToldAsAPicture() {
    node.post(SESSION + "/start", Map.of());

    JsonNode code = node.awaitEvent("session.qr");

    assertThat(code.path("qr").asText())
        .isEqualTo(node.get(SESSION + "/qr").path("image").asText())
        .startsWith("data:image/png;base64,");
    assertThat(code.path("expiresAt").isTextual()).isTrue();
  }

  private String pollOf(String question, String... options) {
    List<Map<String, Object>> choices =
        IntStream.range(0, options.length)
            .mapToObj(i -> Map.<String, Object>of("name", options[i], "localId", i))
            .toList();
    return node.phone(
            "POST",
            "/messages",
            Map.of(
                "from", FRIEND,
                "type", "poll_creation",
                "pollName", question,
                "pollOptions", choices))
        .path("id")
        .asText();
  }

  private static Map<String, ?> vote(String poll, String option) {
    return Map.of("kind", "vote", "messageId", poll, "from", FRIEND, "options", List.of(option));
  }

  private void group(String action) {
    node.happens(
        Map.of(
            "kind",
            "group",
            "action",
            action,
            "chatId",
            TEAM,
            "subject",
            "Team",
            "participants",
            List.of("4915222222222")));
  }
}
