package org.openwa.http;

import static org.openwa.http.Endpoint.delete;
import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.patch;
import static org.openwa.http.Endpoint.post;
import static org.openwa.http.Endpoint.trigger;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Secrets;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;

/** Webhooks of a session or of all sessions, but for their log. */
final class WebhookRoutes {

  /** Stands in a new webhook until it is read. */
  private static final URI NOWHERE = URI.create("http:///");

  private final Sessions sessions;
  private final WebhookDesk desk;

  WebhookRoutes(Sessions sessions, WebhookDesk desk) {
    this.sessions = sessions;
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return WebhookScope.all().stream().flatMap(scope -> endpoints(scope).stream()).toList();
  }

  private List<Endpoint> endpoints(WebhookScope scope) {
    String one = scope.one();
    return List.of(
        post(scope.many(), Role.OPERATOR, call -> create(scope, call)),
        get(scope.many(), Role.VIEWER, call -> list(scope, call)),
        get(one, Role.VIEWER, call -> scope.find(desk, call).thenApply(WebhookRoutes::shown)),
        patch(one, Role.OPERATOR, call -> change(scope, call)),
        delete(one, Role.OPERATOR, call -> remove(scope, call)),
        trigger(one + "/test", Role.OPERATOR, call -> test(scope, call)),
        trigger(one + "/enable", Role.OPERATOR, call -> enable(scope, call, true)),
        trigger(one + "/disable", Role.OPERATOR, call -> enable(scope, call, false)),
        trigger(one + "/rotate-secret", Role.OPERATOR, call -> rotate(scope, call)));
  }

  private CompletionStage<HttpResponse> create(WebhookScope scope, Call call) {
    Optional<String> secret = WebhookBody.secret(call.body());
    Function<Webhook, Webhook> wish = WebhookBody.read(call.body(), true, desk.guard());
    Instant now = desk.clock().instant();
    Webhook webhook =
        wish.apply(
            new Webhook(
                WebhookId.next(desk.random()),
                scope.owner(call),
                NOWHERE,
                WebhookBody.DEFAULT_EVENTS,
                Filters.NONE,
                Map.of(),
                secret.map(Secrets::of).orElseGet(() -> Secrets.random(desk.random())),
                true,
                null,
                DeliveryOrder.CHAT,
                Optional.empty(),
                FailureStreak.NONE,
                now,
                now));
    return requireOwner(scope, call)
        .thenCompose(_ -> desk.webhooks().create(webhook))
        .thenApply(made -> {
          if (!made) {
            throw Problem.tooManyWebhooks().exception();
          }
          return Answers.json(201, WebhookJson.withSecret(webhook));
        });
  }

  private CompletionStage<HttpResponse> list(WebhookScope scope, Call call) {
    return requireOwner(scope, call)
        .thenCompose(_ -> desk.webhooks().list(scope.owner(call)))
        .thenApply(found ->
            Answers.list(
                found.stream().map(WebhookJson::of).toList(), found.size(), Optional.empty()));
  }

  private CompletionStage<HttpResponse> change(WebhookScope scope, Call call) {
    Function<Webhook, Webhook> wish = WebhookBody.read(call.body(), false, desk.guard());
    return update(scope, call, webhook -> wish.apply(webhook).at(desk.clock().instant()))
        .thenApply(WebhookRoutes::shown);
  }

  private CompletionStage<HttpResponse> enable(WebhookScope scope, Call call, boolean wanted) {
    Instant now = desk.clock().instant();
    return update(scope, call, webhook -> webhook.enabled(wanted, null, now))
        .thenApply(WebhookRoutes::shown);
  }

  private CompletionStage<HttpResponse> rotate(WebhookScope scope, Call call) {
    Instant now = desk.clock().instant();
    return update(
            scope, call, webhook -> webhook.with(webhook.secrets().rotate(desk.random(), now), now))
        .thenApply(webhook -> Answers.json(200, WebhookJson.withSecret(webhook)));
  }

  private CompletionStage<HttpResponse> remove(WebhookScope scope, Call call) {
    return scope
        .find(desk, call)
        .thenCompose(webhook -> desk.webhooks().delete(webhook.id()))
        .thenApply(_ -> Answers.nothing());
  }

  private CompletionStage<HttpResponse> test(WebhookScope scope, Call call) {
    return scope
        .find(desk, call)
        .thenCompose(webhook -> desk.sender().send(TestEvent.of(webhook, desk)))
        .thenApply(outcome -> Answers.json(200, TestEvent.json(outcome)));
  }

  /** What waited while it was disabled is due at once. */
  private CompletionStage<Webhook> update(
      WebhookScope scope, Call call, UnaryOperator<Webhook> change) {
    return desk.webhooks()
        .change(call.webhook(), found -> change.apply(scope.require(call, Optional.of(found))))
        .thenApply(changed -> {
          Webhook webhook = scope.require(call, changed);
          desk.wake().accept(webhook.id());
          return webhook;
        });
  }

  private static HttpResponse shown(Webhook webhook) {
    return Answers.json(200, WebhookJson.of(webhook));
  }

  private CompletionStage<?> requireOwner(WebhookScope scope, Call call) {
    return scope
        .owner(call)
        .<CompletionStage<?>>map(session ->
            sessions
                .<SessionReply>ask(session, SessionCommand.GetView::new)
                .thenApply(reply ->
                    switch (reply) {
                      case SessionReply.Accepted accepted -> accepted;
                      case SessionReply.Refused refused -> throw Problem.of(refused).exception();
                    }))
        .orElseGet(() -> CompletableFuture.completedStage(scope));
  }
}
