package org.openwa.schedule.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;

/** What the tables of planned sends have in common. */
final class PlanRows {

  /** Which states may still become a message. */
  static final String OPEN = "status IN ('PENDING', 'SENDING')";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PlanRows() {}

  static <S extends SqlStatement<S>> S bind(S statement, PlannedSend send) {
    return statement
        .bind("id", send.id().value())
        .bind("session", send.session().value())
        .bind("phone", send.phone())
        .bind("chat", send.chat().value())
        .bind("content", write(send.message()))
        .bind("status", send.status().name())
        .bind("created", send.createdAt());
  }

  /**
   * @param dueColumn the column with the time before which it is not sent
   */
  static PlannedSend read(ResultSet row, String dueColumn) throws SQLException {
    String message = row.getString("message_id");
    return new PlannedSend(
        new PlanId(row.getString("id")),
        new SessionId(row.getString("session_id")),
        row.getString("phone"),
        new ChatId(row.getString("chat_id")),
        content(row.getString("content")),
        row.getTimestamp(dueColumn).toInstant(),
        PlanStatus.valueOf(row.getString("status")),
        instant(row.getTimestamp("tried_at")),
        message == null ? null : new MessageId(message),
        row.getString("reason"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("changed_at").toInstant());
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private static String write(OutgoingMessage message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OutgoingMessage content(String json) {
    try {
      return JSON.readValue(json, OutgoingMessage.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
