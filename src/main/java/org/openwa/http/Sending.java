package org.openwa.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStore;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/**
 * Sends, and answers a send that was asked for under the same Idempotency-Key before with its first
 * answer, whatever state the session is in now.
 */
final class Sending {

  static final RawHeader REPLAYED = RawHeader.create("Idempotent-Replayed", "true");

  private final Sessions sessions;
  private final MessageStore messages;

  Sending(Sessions sessions, MessageStore messages) {
    this.sessions = sessions;
    this.messages = messages;
  }

  CompletionStage<HttpResponse> send(Call call) {
    MessageBody wish = MessageBody.of(call.body());
    Optional<SendKey> key = IdempotencyHeader.of(call);
    return first(call.session(), key)
        .thenCompose(first ->
            first.isPresent()
                ? CompletableFuture.completedStage(again(first.get(), key.orElseThrow(), wish))
                : sendNow(call.session(), key, wish));
  }

  private CompletionStage<Optional<FirstSend>> first(SessionId session, Optional<SendKey> key) {
    return key.map(known -> messages.firstSend(session, known))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  private CompletionStage<HttpResponse> sendNow(
      SessionId session, Optional<SendKey> key, MessageBody wish) {
    return sessions
        .<SendReply>ask(
            session,
            to -> new SessionCommand.Send(wish.chat(), wish.message(), key.orElse(null), to))
        .thenApply(reply ->
            switch (reply) {
              case SendReply.Sent(var message) ->
                  Answers.json(201, MessageJson.Sent.of(message, wish.phone()));
              case SendReply.Repeated(var first) -> again(first, key.orElseThrow(), wish);
              case SendReply.Unknown(var id) -> throw Problem.outcomeUnknown(id).exception();
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  private static HttpResponse again(FirstSend first, SendKey key, MessageBody wish) {
    if (!first.isOf(key)) {
      throw Problem.keyReused().exception();
    }
    return switch (first.message().status()) {
      case PENDING, UNKNOWN -> throw Problem.sendInProgress(first.message().id()).exception();
      case FAILED ->
          throw Problem.of(new SessionReply.Refused(SessionRefusal.SEND_REFUSED, null, null))
              .withHeader(REPLAYED.name(), REPLAYED.value())
              .exception();
      case SENT, DELIVERED, READ, PLAYED, RECEIVED ->
          Answers.json(201, MessageJson.Sent.first(first.message(), wish.phone()))
              .addHeader(REPLAYED);
    };
  }
}
