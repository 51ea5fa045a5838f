package org.openwa.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.message.MessageStore;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.session.ActReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/** What can be done to a message that is there: edit, react, delete, star, forward. */
final class MessageActions {

  private static final int MAX_EMOJI = 32;

  private final Sessions sessions;
  private final MessageStore messages;
  private final Sending sending;

  MessageActions(Sessions sessions, MessageStore messages, Sending sending) {
    this.sessions = sessions;
    this.messages = messages;
    this.sending = sending;
  }

  CompletionStage<HttpResponse> edit(Call call) {
    return act(
        call,
        body -> body.requiredText("body", 1, MessageBody.MAX_TEXT).map(MessageAction.Edit::new));
  }

  CompletionStage<HttpResponse> react(Call call) {
    return act(
        call, body -> body.requiredText("emoji", 0, MAX_EMOJI).map(MessageAction.React::new));
  }

  CompletionStage<HttpResponse> delete(Call call) {
    return act(
        call,
        body ->
            Optional.of(
                body.flag("forEveryone").orElse(false)
                    ? new MessageAction.Revoke()
                    : new MessageAction.Hide()));
  }

  CompletionStage<HttpResponse> star(Call call) {
    return act(call, body -> Optional.of(new MessageAction.Star(body.flag("star").orElse(true))));
  }

  private CompletionStage<HttpResponse> act(
      Call call, Function<JsonFields, Optional<? extends MessageAction>> read) {
    JsonFields body = call.body();
    Optional<ChatId> chat = body.parsed("chatId", ChatId::parse, "a chat id");
    Optional<MessageId> id = message(body);
    Optional<? extends MessageAction> action = read.apply(body);
    body.finish();
    return known(call, id.orElseThrow(), chat)
        .thenCompose(found ->
            sessions
                .during(call.requestId())
                .<ActReply>ask(
                    call.session(),
                    to -> new SessionCommand.Act(found.id(), action.orElseThrow(), to)))
        .thenApply(reply ->
            switch (reply) {
              case ActReply.Done(var message) ->
                  Answers.json(200, Map.of("id", message.value(), "success", true));
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  CompletionStage<HttpResponse> forward(Call call) {
    JsonFields body = call.body();
    Optional<ChatId> from = body.parsed("fromChatId", ChatId::parse, "a chat id");
    Optional<ChatId> to = body.requiredParsed("toChatId", ChatId::parse, "a chat id");
    Optional<MessageId> id = message(body);
    body.finish();
    Optional<SendKey> key = IdempotencyHeader.of(call);
    to.ifPresent(call::requireChat);
    return known(call, id.orElseThrow(), from)
        .thenCompose(found ->
            sending.send(
                call.session(),
                to.orElseThrow().value(),
                key,
                () -> sending.ask(call, to.orElseThrow(), forwarded(found), key)));
  }

  private static OutgoingMessage forwarded(StoredMessage found) {
    return OutgoingMessage.of(
        new MessageContent.Forwarded(found.id(), found.type(), found.body(), found.media()));
  }

  private static Optional<MessageId> message(JsonFields body) {
    return body.requiredParsed(
        "messageId",
        text ->
            Optional.of(text)
                .filter(id -> MessageId.SYNTAX.matcher(id).matches())
                .map(MessageId::new),
        "the id of a message");
  }

  private CompletionStage<StoredMessage> known(Call call, MessageId id, Optional<ChatId> chat) {
    return messages
        .find(call.session(), id)
        .thenApply(found -> {
          StoredMessage known =
              found
                  .filter(message -> chat.isEmpty() || chat.get().equals(message.chatId()))
                  .orElseThrow(() -> Problem.messageNotFound().exception());
          call.requireChat(known.chatId());
          return known;
        });
  }
}
