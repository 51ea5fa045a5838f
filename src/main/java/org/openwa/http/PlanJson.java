package org.openwa.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openwa.model.MessageId;
import org.openwa.schedule.Bulk;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;

/** Planned sends as JSON. */
final class PlanJson {

  private PlanJson() {}

  /**
   * A scheduled message.
   *
   * @param messageId of the message it became, or may have become
   * @param reason why it was not sent, or not yet
   */
  record Scheduled(
      String id,
      String phone,
      String chatId,
      String type,
      @Nullable String body,
      Instant sendAt,
      PlanStatus status,
      @Nullable String messageId,
      @Nullable String reason,
      Instant timestamp) {

    static Scheduled of(PlannedSend send) {
      return new Scheduled(
          send.id().value(),
          send.phone(),
          send.chat().value(),
          send.message().content().word(),
          send.message().content().readable(),
          send.dueAt(),
          send.status(),
          text(send.messageId()),
          send.reason(),
          send.createdAt());
    }
  }

  /** What of a bulk is in which status. */
  record Progress(
      int total, int queued, int sending, int sent, int failed, int unknown, int cancelled) {

    static Progress of(Bulk bulk) {
      return new Progress(
          bulk.total(),
          bulk.count(PlanStatus.PENDING),
          bulk.count(PlanStatus.SENDING),
          bulk.count(PlanStatus.SENT),
          bulk.count(PlanStatus.FAILED),
          bulk.count(PlanStatus.UNKNOWN),
          bulk.count(PlanStatus.CANCELLED));
    }
  }

  /**
   * A bulk.
   *
   * @param status {@code RUNNING}, {@code DONE} or {@code CANCELLED}
   */
  record BulkBrief(
      String id, String status, Progress progress, long delayMs, long jitterMs, Instant createdAt) {

    static BulkBrief of(Bulk bulk) {
      return new BulkBrief(
          bulk.id().value(),
          word(bulk),
          Progress.of(bulk),
          bulk.pace().delay().toMillis(),
          bulk.pace().jitter().toMillis(),
          bulk.createdAt());
    }
  }

  /** A bulk with what became of each of its messages. */
  record BulkWhole(
      String id,
      String status,
      Progress progress,
      long delayMs,
      long jitterMs,
      Instant createdAt,
      List<Item> items) {

    static BulkWhole of(Bulk bulk, List<PlannedSend> items) {
      BulkBrief brief = BulkBrief.of(bulk);
      return new BulkWhole(
          brief.id(),
          brief.status(),
          brief.progress(),
          brief.delayMs(),
          brief.jitterMs(),
          brief.createdAt(),
          items.stream().map(Item::of).toList());
    }
  }

  /** One message of a bulk. */
  record Item(
      String phone,
      String chatId,
      PlanStatus status,
      @Nullable String messageId,
      @Nullable String reason,
      Instant changedAt) {

    static Item of(PlannedSend item) {
      return new Item(
          item.phone(),
          item.chat().value(),
          item.status(),
          text(item.messageId()),
          item.reason(),
          item.changedAt());
    }
  }

  private static String word(Bulk bulk) {
    if (bulk.cancelled()) {
      return "CANCELLED";
    }
    return bulk.isOver() ? "DONE" : "RUNNING";
  }

  private static @Nullable String text(@Nullable MessageId id) {
    return id == null ? null : id.value();
  }
}
