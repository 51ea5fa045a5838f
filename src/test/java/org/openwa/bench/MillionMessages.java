package org.openwa.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/**
 * Messages of one busy session: few chats have most of them, few words make most of the text. The
 * same in every run.
 */
final class MillionMessages {

  static final SessionId SESSION = new SessionId("bench");
  static final int CHATS = 2_000;
  static final long FIRST_SECOND = 1_700_000_000L;
  static final int SECONDS_APART = 20;

  private static final int BATCH = 1_000;
  private static final int PROGRESS = 100_000;
  private static final int VOCABULARY = 40_000;
  private static final String[] SYLLABLES = {
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "we"
  };

  private final Random random = new Random(1);
  private final int count;

  MillionMessages(int count) {
    this.count = count;
  }

  /** The chat of a rank, 0 being the busiest. */
  static ChatId chat(int rank) {
    return new ChatId((491500000000L + rank) + "@c.us");
  }

  /** The word of a rank, 0 being the most frequent; no word begins with another. */
  static String word(int rank) {
    StringBuilder word = new StringBuilder();
    for (int i = 0, left = rank; i < 4; i++, left /= SYLLABLES.length) {
      word.append(SYLLABLES[left % SYLLABLES.length]);
    }
    return word.toString();
  }

  void load(DatabaseSettings settings, Report report) throws SQLException {
    long began = System.nanoTime();
    try (Connection connection =
        DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        for (int i = 0; i < count; i++) {
          bind(insert, i);
          insert.addBatch();
          if ((i + 1) % BATCH == 0 || i + 1 == count) {
            insert.executeBatch();
            connection.commit();
          }
          if ((i + 1) % PROGRESS == 0) {
            report.line(
                "  %,d of %,d loaded, %d s",
                i + 1, count, (System.nanoTime() - began) / 1_000_000_000);
          }
        }
      }
      finish(connection, settings);
    }
  }

  private static final String INSERT =
      """
      INSERT INTO message (session_id, id, chat_id, sender, recipient, sender_name, from_me, type,
        body, status, wa_timestamp, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private void bind(PreparedStatement insert, int number) throws SQLException {
    boolean fromMe = number % 3 == 0;
    String chat = chat(skewed(CHATS, 3)).value();
    long time = FIRST_SECOND + (long) number * SECONDS_APART;
    insert.setString(1, SESSION.value());
    insert.setString(2, fromMe + "_" + chat + "_3EB0%016X".formatted(number));
    insert.setString(3, chat);
    insert.setString(4, chat);
    insert.setString(5, "4917012345@c.us");
    insert.setString(6, "Somebody");
    insert.setBoolean(7, fromMe);
    insert.setString(8, type(number));
    insert.setString(9, body());
    insert.setString(10, !fromMe ? "RECEIVED" : number % 3_000 == 0 ? "FAILED" : "READ");
    insert.setLong(11, time);
    insert.setTimestamp(12, Timestamp.from(Instant.ofEpochSecond(time)));
  }

  private static String type(int number) {
    return number % 10 < 8 ? "text" : number % 1_000 == 9 ? "poll" : "image";
  }

  private String body() {
    return IntStream.range(0, 4 + random.nextInt(12))
        .mapToObj(_ -> word(skewed(VOCABULARY, 4)))
        .collect(Collectors.joining(" "));
  }

  private int skewed(int bound, int power) {
    return (int) (Math.pow(random.nextDouble(), power) * bound);
  }

  /** What triggers of the store and the database's own housekeeping would have done meanwhile. */
  private void finish(Connection connection, DatabaseSettings settings) throws SQLException {
    int sent = (count + 2) / 3;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO message_counts (session_id, sent, received) VALUES ('%s', %d, %d)"
              .formatted(SESSION.value(), sent, count - sent));
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute(
          switch (settings.adapter()) {
            case H2 -> "ANALYZE";
            case POSTGRESQL -> "VACUUM ANALYZE message";
          });
    }
  }
}
