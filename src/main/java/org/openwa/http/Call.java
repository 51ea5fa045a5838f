package org.openwa.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.openwa.access.Caller;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;
import org.openwa.schedule.PlanId;
import org.openwa.webhook.WebhookId;

/**
 * A request that was let through, with its parts.
 *
 * @param caller empty where no key is needed
 * @param path the parameters of the path
 * @param body the fields of the body; none where the route takes none
 */
record Call(
    RequestId requestId,
    Optional<Caller> caller,
    HttpRequest request,
    Map<String, String> path,
    JsonFields body) {

  static final String SESSION = "id";
  static final String CHAT = "chatId";
  static final String MESSAGE = "messageId";

  static final String WEBHOOK = "webhookId";
  static final String DELIVERY = "deliveryId";
  static final String PLAN = "planId";

  Call {
    path = Map.copyOf(path);
  }

  Call withBody(JsonFields fields) {
    return new Call(requestId, caller, request, path, fields);
  }

  /** Whether the caller's key may use a session. */
  boolean permits(SessionId session) {
    return caller.map(known -> known.limits().permit(session)).orElse(true);
  }

  /** Whether the caller's key may use some chats only. */
  boolean isLimitedToChats() {
    return caller.map(known -> !known.limits().chats().isEmpty()).orElse(false);
  }

  /**
   * Refuses a chat that the caller's key may not use.
   *
   * @throws ProblemException where it may not
   */
  void requireChat(ChatId chat) {
    if (!caller.map(known -> known.limits().permit(chat)).orElse(true)) {
      throw AccessProblem.chatNotAllowed().exception();
    }
  }

  /** What no session can be called is a session that does not exist. */
  SessionId session() {
    String text = Objects.requireNonNull(path.get(SESSION));
    if (!SessionId.SYNTAX.matcher(text).matches()) {
      throw Problem.sessionNotFound().exception();
    }
    return new SessionId(text);
  }

  MessageId message() {
    String text = Objects.requireNonNull(path.get(MESSAGE));
    if (!MessageId.SYNTAX.matcher(text).matches()) {
      throw Problem.messageNotFound().exception();
    }
    return new MessageId(text);
  }

  WebhookId webhook() {
    String text = Objects.requireNonNull(path.get(WEBHOOK));
    if (!WebhookId.SYNTAX.matcher(text).matches()) {
      throw Problem.webhookNotFound().exception();
    }
    return new WebhookId(text);
  }

  PlanId plan() {
    String text = Objects.requireNonNull(path.get(PLAN));
    if (!PlanId.SYNTAX.matcher(text).matches()) {
      throw Problem.planNotFound().exception();
    }
    return new PlanId(text);
  }

  long delivery() {
    String text = Objects.requireNonNull(path.get(DELIVERY));
    if (!text.matches("[0-9]{1,18}")) {
      throw Problem.deliveryNotFound().exception();
    }
    return Long.parseLong(text);
  }

  QueryFields query() {
    return QueryFields.of(request);
  }

  /** Refuses a path that can name nothing, before the body is looked at. */
  void checkPath() {
    if (path.containsKey(SESSION)) {
      session();
    }
    if (path.containsKey(MESSAGE)) {
      message();
    }
    if (path.containsKey(WEBHOOK)) {
      webhook();
    }
    if (path.containsKey(DELIVERY)) {
      delivery();
    }
    if (path.containsKey(PLAN)) {
      plan();
    }
  }
}
