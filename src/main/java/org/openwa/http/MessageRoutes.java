package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.post;
import static org.openwa.http.Endpoint.upload;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStore;
import org.openwa.model.SessionId;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/** {@code /api/sessions/{id}/messages/...} */
final class MessageRoutes {

  private final Sessions sessions;
  private final MessageStore messages;

  private final Sending sending;
  private final MediaRoute media;

  MessageRoutes(
      Sessions sessions,
      MessageStore messages,
      MediaDesk media,
      MessageIntake intake,
      SendingLater later) {
    this.sessions = sessions;
    this.messages = messages;
    this.sending = new Sending(sessions, messages, media, intake, later);
    this.media = new MediaRoute(messages, media);
  }

  List<Endpoint> endpoints() {
    return List.of(
        upload("/api/sessions/{id}/messages", Role.SENDER, sending::send).checkingLimits(),
        get("/api/sessions/{id}/messages", Role.VIEWER, this::list).checkingLimits(),
        get("/api/sessions/{id}/messages/{messageId}", Role.VIEWER, this::show).checkingLimits(),
        get("/api/sessions/{id}/messages/{messageId}/media", Role.VIEWER, media::answer)
            .checkingLimits(),
        post("/api/sessions/{id}/messages/forward", Role.SENDER, actions()::forward)
            .checkingLimits(),
        post("/api/sessions/{id}/messages/edit", Role.SENDER, actions()::edit).checkingLimits(),
        post("/api/sessions/{id}/messages/react", Role.SENDER, actions()::react).checkingLimits(),
        post("/api/sessions/{id}/messages/delete", Role.SENDER, actions()::delete).checkingLimits(),
        post("/api/sessions/{id}/messages/star", Role.SENDER, actions()::star).checkingLimits());
  }

  private MessageActions actions() {
    return new MessageActions(sessions, messages, sending);
  }

  private CompletionStage<HttpResponse> list(Call call) {
    MessageQuery query = MessageParameters.of(call.session(), call.query());
    if (query.chat().isEmpty() && call.isLimitedToChats()) {
      throw AccessProblem.chatNotAllowed().exception();
    }
    query.chat().ifPresent(call::requireChat);
    return messages
        .list(query)
        .thenCompose(page -> known(call, page).thenApply(_ -> list(call, page)));
  }

  private static HttpResponse list(Call call, MessagePage page) {
    return Answers.list(
        page.messages().stream().map(MessageJson::of).toList(),
        page.total(),
        page.next().map(next -> PageLink.next(call.request(), "cursor", next.toString())));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return messages
        .find(call.session(), call.message())
        .thenCompose(found -> {
          found.ifPresent(message -> call.requireChat(message.chatId()));
          return found.isPresent()
              ? CompletableFuture.completedFuture(Answers.json(200, MessageJson.of(found.get())))
              : absent(call.session());
        });
  }

  /** An empty list is a reason to ask whether there is such a session at all. */
  private CompletionStage<?> known(Call call, MessagePage page) {
    return page.total().count() > 0
        ? CompletableFuture.completedFuture(page)
        : require(call.session());
  }

  private CompletionStage<HttpResponse> absent(SessionId session) {
    return require(session)
        .thenApply(_ -> {
          throw Problem.messageNotFound().exception();
        });
  }

  private CompletionStage<SessionReply> require(SessionId session) {
    return sessions
        .<SessionReply>ask(session, SessionCommand.GetView::new)
        .thenApply(reply ->
            switch (reply) {
              case SessionReply.Accepted accepted -> accepted;
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }
}
