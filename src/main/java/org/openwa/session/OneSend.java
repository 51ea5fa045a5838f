package org.openwa.session;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.lease.StaleEpochException;
import org.openwa.media.MediaException;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStatus;
import org.openwa.message.MessageStore;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One message on its way out: the id is chosen and stored before the page is asked to send, so that
 * no crash can make two messages of one. Runs on the threads of the page and the database.
 *
 * @param sender the account's own chat id
 * @param request whose log lines these are
 */
record OneSend(
    SessionId session,
    long epoch,
    String sender,
    Page page,
    MessageStore messages,
    PageFiles files,
    Clock clock,
    ChatId chat,
    OutgoingMessage message,
    Optional<SendKey> key,
    @Nullable RequestId request) {

  private static final Logger LOG = LoggerFactory.getLogger(OneSend.class);

  /** Never fails. */
  CompletionStage<SendReply> run() {
    return page.prepare(chat)
        .thenCompose(id -> giveFile().thenApply(_ -> id))
        .handle((id, failure) ->
            id == null ? CompletableFuture.completedStage(notPrepared(failure)) : storeAndSend(id))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Void> giveFile() {
    return message.content() instanceof MessageContent.Media media
        ? files.give(session, page, media.file())
        : CompletableFuture.completedStage(null);
  }

  private CompletionStage<SendReply> storeAndSend(MessageId id) {
    return messages
        .begin(session, epoch, pending(id), key)
        .handle((first, failure) ->
            first == null
                ? CompletableFuture.completedStage(notStored(failure))
                : first
                    .<CompletionStage<SendReply>>map(OneSend::repeated)
                    .orElseGet(() -> send(id)))
        .thenCompose(stage -> stage);
  }

  private static CompletionStage<SendReply> repeated(FirstSend first) {
    return CompletableFuture.completedStage(new SendReply.Repeated(first));
  }

  private CompletionStage<SendReply> send(MessageId id) {
    return page.send(id, message)
        .handle((accepted, failure) ->
            accepted == null ? notSent(id, failure) : sent(id, accepted.waTimestamp()))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<SendReply> sent(MessageId id, long waTimestamp) {
    return settle(id, MessageStatus.SENT, waTimestamp)
        .<SendReply>thenApply(found -> {
          log(Level.DEBUG, "message " + id + " is sent", null);
          return new SendReply.Sent(found.orElseThrow());
        })
        // WhatsApp has it; that the row lags behind is repaired by the page's own report.
        .exceptionally(failure -> {
          log(Level.WARN, "message " + id + " is sent, which could not be stored", failure);
          return new SendReply.Unknown(id);
        });
  }

  private CompletionStage<SendReply> notSent(MessageId id, @Nullable Throwable failure) {
    if (cause(failure) instanceof PageException said
        && said.kind() != PageException.Kind.NO_ANSWER) {
      return settle(id, MessageStatus.FAILED, now())
          .handle((_, _) -> refused(SessionRefusal.SEND_REFUSED, said.getMessage()));
    }
    log(Level.WARN, "nobody knows what became of message " + id, failure);
    return settle(id, MessageStatus.UNKNOWN, now()).handle((_, _) -> new SendReply.Unknown(id));
  }

  private CompletionStage<Optional<StoredMessage>> settle(
      MessageId id, MessageStatus status, long waTimestamp) {
    return messages.settle(session, epoch, id, status, waTimestamp);
  }

  private SendReply notPrepared(@Nullable Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof MediaException) {
      return refused(SessionRefusal.MEDIA_GONE, cause.getMessage());
    }
    if (!(cause instanceof PageException said)) {
      log(Level.WARN, "the page took no message", cause);
      return refused(SessionRefusal.PAGE_NO_ANSWER, null);
    }
    return switch (said.kind()) {
      case UNKNOWN_NUMBER -> refused(SessionRefusal.NUMBER_NOT_ON_WHATSAPP, null);
      case REFUSED -> refused(SessionRefusal.SEND_REFUSED, said.getMessage());
      case NO_ANSWER -> {
        log(Level.WARN, "the page took no message", cause);
        yield refused(SessionRefusal.PAGE_NO_ANSWER, null);
      }
    };
  }

  private SendReply notStored(@Nullable Throwable failure) {
    log(Level.WARN, "a message could not be stored, so it is not sent", failure);
    return cause(failure) instanceof StaleEpochException
        ? refused(SessionRefusal.SESSION_UNAVAILABLE, null)
        : refused(SessionRefusal.DATABASE_UNAVAILABLE, null);
  }

  private static SendReply refused(SessionRefusal refusal, @Nullable String detail) {
    return new SessionReply.Refused(refusal, SessionStatus.CONNECTED, detail);
  }

  private void log(Level level, String what, @Nullable Throwable failure) {
    RequestId.mark(
        request,
        () -> LOG.atLevel(level).setCause(cause(failure)).log("session {}: {}", session, what));
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private StoredMessage pending(MessageId id) {
    MediaRef file = message.content().attached();
    return new StoredMessage(
            id,
            chat,
            sender,
            chat.value(),
            null,
            null,
            true,
            message.content().word(),
            message.content().readable(),
            message.quoted(),
            file == null ? null : file.mimetype(),
            file,
            MessageStatus.PENDING,
            now(),
            clock.instant())
        .with(MessageDetails.of(message.content()));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
