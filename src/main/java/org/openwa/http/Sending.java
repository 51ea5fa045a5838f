package org.openwa.http;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.openwa.media.KeptFile;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStore;
import org.openwa.message.SendKey;
import org.openwa.model.ChatId;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageContent;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/**
 * Sends, and answers a send that was asked for under the same Idempotency-Key before with its first
 * answer, whatever state the session is in now. A file that was not sent after all is forgotten.
 */
final class Sending {

  static final RawHeader REPLAYED = RawHeader.create("Idempotent-Replayed", "true");

  private final Sessions sessions;
  private final MessageStore messages;
  private final MediaDesk media;
  private final MessageIntake intake;
  private final SendingLater later;

  Sending(
      Sessions sessions,
      MessageStore messages,
      MediaDesk media,
      MessageIntake intake,
      SendingLater later) {
    this.sessions = sessions;
    this.messages = messages;
    this.media = media;
    this.intake = intake;
    this.later = later;
  }

  CompletionStage<HttpResponse> send(Call call) {
    SessionId session = call.session();
    return intake
        .read(session, call.request().entity())
        .thenCompose(body ->
            begin(call.withBody(body.fields()), body)
                .whenComplete((answer, failure) -> forgetUnsent(session, body, answer, failure)));
  }

  private CompletionStage<HttpResponse> begin(Call call, Intake body) {
    try {
      Optional<Instant> time = later.time(body.fields());
      MessageBody message = MessageBody.of(body, media.types());
      call.requireChat(message.chat());
      Optional<SendKey> key = IdempotencyHeader.of(call);
      if (time.isPresent()) {
        return keep(call.session(), message, time.get(), key);
      }
      return send(
          call.session(),
          message.phone(),
          key,
          () ->
              content(call.session(), message.wish())
                  .thenCompose(
                      content -> ask(call, message.chat(), message.message(content), key)));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<HttpResponse> keep(
      SessionId session, MessageBody message, Instant time, Optional<SendKey> key) {
    return first(session, key)
        .thenCompose(first -> {
          if (first.isPresent()) {
            throw SendProblem.keyReused().exception();
          }
          return content(session, message.wish());
        })
        .thenCompose(content ->
            later.keep(
                session, message.phone(), message.chat(), message.message(content), time, key));
  }

  /** What asks the session, once it is known that it was not asked before. */
  @FunctionalInterface
  interface Attempt {
    CompletionStage<SendReply> run();
  }

  /**
   * Sends, unless the key says that this was done before.
   *
   * @param phone the addressee as the caller wrote it
   */
  CompletionStage<HttpResponse> send(
      SessionId session, String phone, Optional<SendKey> key, Attempt attempt) {
    return first(session, key)
        .thenCompose(first ->
            first.isPresent()
                ? CompletableFuture.completedStage(again(first.get(), key.orElseThrow(), phone))
                : key.map(known -> later.requireNoPlan(session, known))
                    .orElseGet(() -> CompletableFuture.completedStage(null))
                    .thenCompose(_ -> attempt.run())
                    .thenApply(reply -> answer(reply, key, phone)));
  }

  CompletionStage<SendReply> ask(
      Call call, ChatId chat, OutgoingMessage message, Optional<SendKey> key) {
    return sessions
        .during(call.requestId())
        .ask(call.session(), to -> new SessionCommand.Send(chat, message, key.orElse(null), to));
  }

  private CompletionStage<Optional<FirstSend>> first(SessionId session, Optional<SendKey> key) {
    return key.map(known -> messages.firstSend(session, known))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  private CompletionStage<MessageContent> content(SessionId session, Wish wish) {
    return switch (wish) {
      case Wish.Ready(var content) -> CompletableFuture.completedStage(content);
      case Wish.File file when file.kept().isPresent() ->
          CompletableFuture.completedStage(
              file.with(file.kept().get().as(file.mimetype().orElseThrow(), file.name())));
      case Wish.File file ->
          CompletableFuture.supplyAsync(
              () -> file.with(fetched(session, file, file.url().orElseThrow())), media.threads());
    };
  }

  private MediaRef fetched(SessionId session, Wish.File file, URI url) {
    MediaRef found = media.fetch().fetch(session, url, file.mimetype().orElse(null), file.name());
    boolean good =
        found.size() > 0
            && Wish.fits(file.kind(), found.mimetype())
            && media.types().permit(found.mimetype());
    if (!good) {
      media.store().delete(session, found.id());
      throw MediaProblem.wrongType(
              "media.url", "must lead to a file that can be sent as " + file.kind().word())
          .exception();
    }
    return found;
  }

  private static HttpResponse answer(SendReply reply, Optional<SendKey> key, String phone) {
    return switch (reply) {
      case SendReply.Sent(var message) -> Answers.json(201, MessageJson.Sent.of(message, phone));
      case SendReply.Repeated(var first) -> again(first, key.orElseThrow(), phone);
      case SendReply.Unknown(var id) -> throw SendProblem.outcomeUnknown(id).exception();
      case SessionReply.Refused refused -> throw Problem.of(refused).exception();
    };
  }

  private static HttpResponse again(FirstSend first, SendKey key, String phone) {
    if (!first.isOf(key)) {
      throw SendProblem.keyReused().exception();
    }
    return switch (first.message().status()) {
      case PENDING, UNKNOWN -> throw SendProblem.sendInProgress(first.message().id()).exception();
      case FAILED ->
          throw Problem.of(new SessionReply.Refused(SessionRefusal.SEND_REFUSED, null, null))
              .withHeader(REPLAYED.name(), REPLAYED.value())
              .exception();
      case SENT, DELIVERED, READ, PLAYED, RECEIVED ->
          Answers.json(201, MessageJson.Sent.first(first.message(), phone)).addHeader(REPLAYED);
    };
  }

  /** Only a file of a message that may have gone out is of use. */
  private void forgetUnsent(
      SessionId session, Intake body, @Nullable HttpResponse answer, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean refused = cause instanceof ProblemException known && known.problem().status() < 500;
    boolean replayed = answer != null && answer.getHeader(REPLAYED.name()).isPresent();
    if (refused || replayed) {
      body.file()
          .map(KeptFile::id)
          .ifPresent(file -> media.threads().execute(() -> media.store().delete(session, file)));
    }
  }
}
