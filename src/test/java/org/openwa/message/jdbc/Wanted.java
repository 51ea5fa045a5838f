package org.openwa.message.jdbc;

import java.time.Instant;
import java.util.Optional;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/** A query of which a test names only what it is about. */
public final class Wanted {

  private final SessionId session;
  private Optional<ChatId> chat = Optional.empty();
  private Optional<Boolean> fromMe = Optional.empty();
  private Optional<String> type = Optional.empty();
  private Optional<MessageStatus> status = Optional.empty();
  private Optional<Instant> after = Optional.empty();
  private Optional<Instant> before = Optional.empty();
  private Optional<String> text = Optional.empty();
  private Optional<MessageCursor> cursor = Optional.empty();
  private int limit = 50;

  public Wanted(SessionId session) {
    this.session = session;
  }

  public Wanted chat(ChatId wanted) {
    chat = Optional.of(wanted);
    return this;
  }

  public Wanted fromMe(boolean wanted) {
    fromMe = Optional.of(wanted);
    return this;
  }

  public Wanted type(String wanted) {
    type = Optional.of(wanted);
    return this;
  }

  public Wanted status(MessageStatus wanted) {
    status = Optional.of(wanted);
    return this;
  }

  public Wanted between(long firstSecond, long endSecond) {
    after = Optional.of(Instant.ofEpochSecond(firstSecond));
    before = Optional.of(Instant.ofEpochSecond(endSecond));
    return this;
  }

  public Wanted text(String wanted) {
    text = Optional.of(wanted);
    return this;
  }

  public Wanted behind(Optional<MessageCursor> wanted) {
    cursor = wanted;
    return this;
  }

  public Wanted limit(int wanted) {
    limit = wanted;
    return this;
  }

  public MessageQuery query() {
    return new MessageQuery(
        session, chat, fromMe, type, status, after, before, text, cursor, limit);
  }
}
