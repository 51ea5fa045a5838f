package org.openwa.event.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Event;
import org.openwa.event.EventId;
import org.openwa.event.Subscription;
import org.openwa.model.SessionId;

/** Appends events, and a delivery for each webhook that wants them, to the caller's transaction. */
public final class EventLog {

  private final Clock clock;

  public EventLog(Clock clock) {
    this.clock = clock;
  }

  /** The time of an event that brings none of its own. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Appends what is not known yet. The session's sequence stays locked until the transaction ends.
   *
   * @return the webhooks that have something to deliver once the transaction is committed
   */
  public Set<String> append(Handle handle, SessionId session, List<Event> events) {
    if (events.isEmpty()) {
      return Set.of();
    }
    long sequence = lockSequence(handle, session);
    List<Subscription> subscriptions = subscriptions(handle, session);
    List<Event> wanted = events.stream().filter(each -> isWanted(each, subscriptions)).toList();
    Map<EventId, Event> fresh = unknown(handle, session, wanted);
    if (fresh.isEmpty()) {
      return Set.of();
    }
    Set<String> waiting = new HashSet<>();
    PreparedBatch inserts = handle.prepareBatch(INSERT_EVENT);
    PreparedBatch deliveries = handle.prepareBatch(INSERT_DELIVERY);
    Instant now = clock.instant();
    for (Map.Entry<EventId, Event> each : fresh.entrySet()) {
      EventId id = each.getKey();
      Event event = each.getValue();
      sequence++;
      add(inserts, session, sequence, id, event, now);
      for (Subscription subscription : subscriptions) {
        if (subscription.wants(event)) {
          add(deliveries, subscription, session, id, event, now);
          waiting.add(subscription.webhook());
        }
      }
    }
    inserts.execute();
    if (deliveries.size() > 0) {
      deliveries.execute();
    }
    handle
        .createUpdate("UPDATE event_sequence SET last_sequence = :last WHERE session_id = :session")
        .bind("last", sequence)
        .bind("session", session.value())
        .execute();
    return waiting;
  }

  private static final String INSERT_EVENT =
      """
      INSERT INTO event (session_id, sequence, id, kind, body, created_at)
      VALUES (:session, :sequence, :id, :kind, :body, :now)
      """;

  private static boolean isWanted(Event event, List<Subscription> subscriptions) {
    return !event.kind().isPassing() || subscriptions.stream().anyMatch(s -> s.wants(event));
  }

  private static final String INSERT_DELIVERY =
      """
      INSERT INTO delivery (webhook_id, session_id, event_id, kind, lane, status, attempt,
        next_attempt_at, created_at)
      VALUES (:webhook, :session, :event, :kind, :lane, 'pending', 0, :now, :now)
      """;

  private static void add(
      PreparedBatch deliveries,
      Subscription subscription,
      SessionId session,
      EventId id,
      Event event,
      Instant now) {
    deliveries
        .bind("webhook", subscription.webhook())
        .bind("session", session.value())
        .bind("event", id.value())
        .bind("kind", event.kind().word())
        .bind("lane", subscription.order().lane(session, event, id))
        .bind("now", now)
        .add();
  }

  private static long lockSequence(Handle handle, SessionId session) {
    return lastSequence(handle, session)
        .or(() -> {
          handle
              .createUpdate(
                  "INSERT INTO event_sequence (session_id, last_sequence) VALUES (:session, 0)"
                      + " ON CONFLICT DO NOTHING")
              .bind("session", session.value())
              .execute();
          return lastSequence(handle, session);
        })
        .orElseThrow();
  }

  private static Optional<Long> lastSequence(Handle handle, SessionId session) {
    return handle
        .createQuery(
            "SELECT last_sequence FROM event_sequence WHERE session_id = :session FOR UPDATE")
        .bind("session", session.value())
        .mapTo(Long.class)
        .findFirst();
  }

  /** Each fact once, in its order. Nobody else appends to the session meanwhile. */
  private static Map<EventId, Event> unknown(Handle handle, SessionId session, List<Event> events) {
    Map<EventId, Event> unknown = new LinkedHashMap<>();
    events.forEach(event -> unknown.putIfAbsent(EventId.of(session, event), event));
    handle
        .createQuery("SELECT id FROM event WHERE id = ANY(:ids)")
        .bindArray("ids", String.class, unknown.keySet().stream().map(EventId::value).toList())
        .mapTo(String.class)
        .forEach(known -> unknown.remove(new EventId(known)));
    return unknown;
  }

  private static void add(
      PreparedBatch inserts,
      SessionId session,
      long sequence,
      EventId id,
      Event event,
      Instant now) {
    inserts
        .bind("session", session.value())
        .bind("sequence", sequence)
        .bind("id", id.value())
        .bind("kind", event.kind().word())
        .bind("body", EventJson.body(session, sequence, id, event))
        .bind("now", now)
        .add();
  }

  private static List<Subscription> subscriptions(Handle handle, SessionId session) {
    return handle
        .createQuery(
            """
            SELECT id, events, filters, delivery_order FROM webhook
            WHERE enabled AND (session_id = :session OR session_id IS NULL)
            """)
        .bind("session", session.value())
        .map((row, _) ->
            new Subscription(
                row.getString("id"),
                Arrays.stream(row.getString("events").split(","))
                    .collect(Collectors.toUnmodifiableSet()),
                EventJson.filters(row.getString("filters")),
                DeliveryOrder.valueOf(row.getString("delivery_order"))))
        .list();
  }
}
