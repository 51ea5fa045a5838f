package org.openwa.drill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What callers, phones and receivers saw, as they saw it. Times are {@link Uptime}. Written by many
 * threads.
 */
final class History {

  /**
   * One send of a caller, with all its tries under one idempotency key.
   *
   * @param text unique, so that the phone's own list tells how often it went out
   * @param id of the message, where it was acknowledged
   * @param problem why it was given up, where it was
   */
  record Send(
      String session,
      String key,
      String text,
      long start,
      long end,
      int tries,
      Optional<String> id,
      Optional<String> problem) {}

  /** A read of a caller that nobody answered in time. */
  record FailedRead(String path, long start, long end, String problem) {}

  /** A message that somebody wrote to a phone. */
  record Inbound(String session, String id, long at) {}

  private final Queue<Send> sends = new ConcurrentLinkedQueue<>();
  private final Queue<FailedRead> failedReads = new ConcurrentLinkedQueue<>();
  private final Queue<Inbound> inbound = new ConcurrentLinkedQueue<>();

  /** Message id of each {@code message.received} that came, and under which event ids. */
  private final Map<String, Set<String>> received = new ConcurrentHashMap<>();

  /** Message ids of {@code message.sent}. */
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  void add(Send send) {
    sends.add(send);
  }

  void add(FailedRead read) {
    failedReads.add(read);
  }

  void add(Inbound message) {
    inbound.add(message);
  }

  void webhookReceived(String messageId, String eventId) {
    received.computeIfAbsent(messageId, _ -> ConcurrentHashMap.newKeySet()).add(eventId);
  }

  void webhookSent(String messageId) {
    sent.add(messageId);
  }

  List<Send> sends() {
    return List.copyOf(sends);
  }

  List<FailedRead> failedReads() {
    return List.copyOf(failedReads);
  }

  List<Inbound> inbound() {
    return List.copyOf(inbound);
  }

  Map<String, Set<String>> received() {
    return Map.copyOf(received);
  }

  Set<String> sent() {
    return Set.copyOf(sent);
  }
}
