package org.openwa.http;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/** The parameters of {@code GET /api/sessions/{id}/messages}. */
final class MessageParameters {

  private static final int DEFAULT_LIMIT = 50;
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Map<String, Boolean> DIRECTIONS =
      Map.of("outgoing", true, "incoming", false);

  private static final int MAX_SEARCH = 200;

  private MessageParameters() {}

  static MessageQuery of(SessionId session, QueryFields fields) {
    Optional<ChatId> phone = fields.parsed("phone", ChatId::parse, "a phone number or a chat id");
    Optional<ChatId> chat = fields.parsed("chatId", ChatId::parse, "a chat id");
    if (phone.isPresent() && chat.isPresent() && !phone.equals(chat)) {
      fields.wrong("chatId", "must not be another chat than phone");
    }
    MessageQuery query =
        new MessageQuery(
            session,
            chat.or(() -> phone),
            fields.choice("direction", DIRECTIONS),
            fields.parsed(
                "type",
                text -> Optional.of(text).filter(TYPE.asMatchPredicate()),
                "a message type"),
            fields.choice("status", MessageStatus.values()),
            fields.instant("after"),
            fields.instant("before"),
            fields.parsed(
                "q",
                text -> Optional.of(text).filter(MessageParameters::isSearchable),
                "a text of 1 to " + MAX_SEARCH + " characters with a word in it"),
            fields.parsed("cursor", MessageCursor::parse, "a cursor out of a Link header"),
            fields.number("limit", 1, MessageQuery.MAX_LIMIT, DEFAULT_LIMIT));
    fields.finish();
    return query;
  }

  private static boolean isSearchable(String text) {
    return !text.isBlank() && text.length() <= MAX_SEARCH && Texts.isClean(text);
  }
}
