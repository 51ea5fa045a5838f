package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.LinkedNode.PATIENCE;
import static org.openwa.LinkedNode.SESSION;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;

/** What came while nobody was there is in the store once and was told once, in order. */
@Tag("e2e")
class BackfillE2eTest {

  private static final int MESSAGES = 300;
  private static final int CHATS = 20;

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
  void whatArrivesWhileTheNodeIsAwayIsStoredAndToldOnceInOrder() throws Exception {
    write(5, "old");
    node.link();
    node.stopNode();

    Map<String, List<String>> written = write(MESSAGES, "missed");
    node.startNodeAgain();

    awaitReceived(MESSAGES);
    assertThat(receivedByChat()).isEqualTo(written);
    assertThat(storedByChat(written.keySet())).isEqualTo(written);
  }

  @Test
  void whatADatabaseHasForgottenIsFetchedFromThePageUnderTheSameEventIds() throws Exception {
    write(5, "old");
    node.link();
    Map<String, List<String>> written = write(MESSAGES, "told");
    awaitReceived(MESSAGES);
    Map<String, String> firstEvents = eventsByMessage();
    node.stopNode();
    node.received().clear();

    setBackToTheFirstOfEachChat(written);
    node.startNodeAgain();

    awaitReceived(MESSAGES - CHATS);
    assertThat(node.received("message.received"))
        .allSatisfy(data -> assertThat(data.path("backfilled").asBoolean()).isTrue());
    assertThat(firstEvents).containsAllEntriesOf(eventsByMessage());
    assertThat(storedByChat(written.keySet())).isEqualTo(written);
    written.values().forEach(List::removeFirst);
    assertThat(receivedByChat()).isEqualTo(written);
  }

  /** As a restored backup does it. */
  private void setBackToTheFirstOfEachChat(Map<String, List<String>> written) throws Exception {
    String kept =
        written.values().stream()
            .map(ids -> "'" + ids.getFirst() + "'")
            .collect(Collectors.joining(","));
    try (Connection connection =
            DriverManager.getConnection(DatabaseSettings.h2File(node.data()), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM message WHERE id NOT IN (" + kept + ")");
      statement.execute("DELETE FROM event WHERE kind LIKE 'message.%'");
      statement.execute("DELETE FROM delivery");
    }
  }

  /** Lets so many messages arrive in all chats in turn; answers their ids by chat. */
  private Map<String, List<String>> write(int count, String text) {
    Map<String, List<String>> written = new LinkedHashMap<>();
    IntStream.range(0, count)
        .forEach(i -> {
          String friend = "49152000000" + (10 + i % CHATS);
          JsonNode message =
              node.phone("POST", "/messages", Map.of("from", friend, "body", text + " " + i));
          written
              .computeIfAbsent(friend + "@c.us", _ -> new ArrayList<>())
              .add(message.path("id").asText());
        });
    return written;
  }

  private void awaitReceived(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(node.received("message.received")).hasSize(count));
  }

  private Map<String, List<String>> receivedByChat() {
    return node.received("message.received").stream()
        .collect(
            Collectors.groupingBy(
                data -> data.path("chatId").asText(),
                Collectors.mapping(data -> data.path("id").asText(), Collectors.toList())));
  }

  private Map<String, String> eventsByMessage() {
    return node.received().stream()
        .filter(event -> event.path("event").asText().equals("message.received"))
        .collect(
            Collectors.toMap(
                event -> event.path("data").path("id").asText(),
                event -> event.path("id").asText()));
  }

  /** All that the API lists of these chats, oldest first. */
  private Map<String, List<String>> storedByChat(Iterable<String> chats) {
    Map<String, List<String>> stored = new LinkedHashMap<>();
    for (String chat : chats) {
      List<String> ids = new ArrayList<>();
      node.get(SESSION + "/messages?limit=200&chatId=" + chat)
          .forEach(message -> ids.addFirst(message.path("id").asText()));
      stored.put(chat, ids);
    }
    return stored;
  }
}
