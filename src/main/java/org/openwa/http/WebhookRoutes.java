package org.openwa.http;

import static org.openwa.http.Endpoint.delete;
import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.patch;
import static org.openwa.http.Endpoint.post;
import static org.openwa.http.Endpoint.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;
import org.openwa.webhook.Secrets;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;

/** {@code /api/sessions/{id}/webhooks/...} but for their log. */
final class WebhookRoutes {

  private static final String ALL = "/api/sessions/{id}/webhooks";
  private static final String ONE = ALL + "/{webhookId}";

  private final Sessions sessions;
  private final WebhookDesk desk;

  WebhookRoutes(Sessions sessions, WebhookDesk desk) {
    this.sessions = sessions;
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return List.of(
        post(ALL, Role.OPERATOR, this::create),
        get(ALL, Role.VIEWER, this::list),
        get(ONE, Role.VIEWER, call -> answer(call, CompletableFuture::completedStage)),
        patch(ONE, Role.OPERATOR, this::change),
        delete(ONE, Role.OPERATOR, this::remove),
        trigger(ONE + "/test", Role.OPERATOR, this::test),
        trigger(ONE + "/enable", Role.OPERATOR, call -> enable(call, true)),
        trigger(ONE + "/disable", Role.OPERATOR, call -> enable(call, false)),
        trigger(ONE + "/rotate-secret", Role.OPERATOR, this::rotate));
  }

  private CompletionStage<HttpResponse> create(Call call) {
    WebhookBody wish = WebhookBody.create(call.body());
    Instant now = desk.clock().instant();
    Webhook webhook =
        new Webhook(
            WebhookId.next(desk.random()),
            Optional.of(call.session()),
            wish.url().orElseThrow(),
            wish.events().orElse(Set.of(EventKind.MESSAGE_RECEIVED.word())),
            wish.filters().orElse(Filters.NONE),
            wish.headers().orElse(Map.of()),
            wish.secret().map(Secrets::of).orElseGet(() -> Secrets.random(desk.random())),
            wish.enabled().orElse(true),
            null,
            wish.order().orElse(DeliveryOrder.CHAT),
            now,
            now);
    return requireSession(call)
        .thenCompose(_ -> desk.webhooks().create(webhook))
        .thenApply(made -> {
          if (!made) {
            throw Problem.tooManyWebhooks().exception();
          }
          return Answers.json(201, WebhookJson.withSecret(webhook));
        });
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return requireSession(call)
        .thenCompose(_ -> desk.webhooks().list(Optional.of(call.session())))
        .thenApply(found ->
            Answers.list(
                found.stream().map(WebhookJson::of).toList(), found.size(), Optional.empty()));
  }

  private CompletionStage<HttpResponse> change(Call call) {
    WebhookBody wish = WebhookBody.patch(call.body());
    return answer(
        call,
        webhook ->
            update(
                new Webhook(
                    webhook.id(),
                    webhook.session(),
                    wish.url().orElse(webhook.url()),
                    wish.events().orElse(webhook.events()),
                    wish.filters().orElse(webhook.filters()),
                    wish.headers().orElse(webhook.headers()),
                    webhook.secrets(),
                    wish.enabled().orElse(webhook.enabled()),
                    wish.enabled().isPresent() ? null : webhook.disabledReason(),
                    wish.order().orElse(webhook.order()),
                    webhook.createdAt(),
                    desk.clock().instant())));
  }

  private CompletionStage<HttpResponse> enable(Call call, boolean wanted) {
    return answer(call, webhook -> update(webhook.enabled(wanted, null, desk.clock().instant())));
  }

  private CompletionStage<HttpResponse> rotate(Call call) {
    Instant now = desk.clock().instant();
    UnaryOperator<Webhook> rotated =
        webhook -> webhook.with(webhook.secrets().rotate(desk.random(), now), now);
    return find(desk, call)
        .thenCompose(webhook -> update(rotated.apply(webhook)))
        .thenApply(webhook -> Answers.json(200, WebhookJson.withSecret(webhook)));
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    return find(desk, call)
        .thenCompose(webhook -> desk.webhooks().delete(webhook.id()))
        .thenApply(_ -> Answers.nothing());
  }

  private CompletionStage<HttpResponse> test(Call call) {
    return find(desk, call)
        .thenCompose(webhook -> desk.sender().send(TestEvent.of(webhook, call.session(), desk)))
        .thenApply(outcome -> Answers.json(200, TestEvent.json(outcome)));
  }

  /** What waited while it was disabled is due at once. */
  private CompletionStage<Webhook> update(Webhook webhook) {
    return desk.webhooks()
        .update(webhook)
        .thenApply(found -> {
          if (!found) {
            throw Problem.webhookNotFound().exception();
          }
          desk.wake().accept(webhook.id());
          return webhook;
        });
  }

  private CompletionStage<HttpResponse> answer(
      Call call, Function<Webhook, CompletionStage<Webhook>> change) {
    return find(desk, call)
        .thenCompose(change)
        .thenApply(webhook -> Answers.json(200, WebhookJson.of(webhook)));
  }

  /** A webhook of another session is not found. */
  static CompletionStage<Webhook> find(WebhookDesk desk, Call call) {
    return desk.webhooks()
        .find(call.webhook())
        .thenApply(found ->
            found
                .filter(webhook -> webhook.session().equals(Optional.of(call.session())))
                .orElseThrow(() -> Problem.webhookNotFound().exception()));
  }

  private CompletionStage<SessionReply> requireSession(Call call) {
    return sessions
        .<SessionReply>ask(call.session(), SessionCommand.GetView::new)
        .thenApply(reply ->
            switch (reply) {
              case SessionReply.Accepted accepted -> accepted;
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }
}
