package org.openwa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose, for all pages of one phone. Counts are used up by sends.
 *
 * @param slow milliseconds that every request of the page takes longer
 * @param slowPage milliseconds that the page takes longer to load what it knows
 * @param slowSend milliseconds until a send is answered
 * @param drop sends that are lost on the way: the phone never hears of them, the page no answer
 * @param dropAck sends that are taken but whose answer is lost
 * @param reject sends that WhatsApp refuses
 * @param deliveredAfter milliseconds until a send counts as delivered; negative: never
 * @param readAfter milliseconds until it counts as read; negative: never
 */
record Faults(
    long slow,
    long slowPage,
    long slowSend,
    int drop,
    int dropAck,
    int reject,
    long deliveredAfter,
    long readAfter) {

  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 100, 300);

  /** These faults, with the fields of a request changed. */
  Faults changedBy(ObjectNode request) {
    try {
      ObjectNode all = Json.MAPPER.valueToTree(this);
      all.setAll(request);
      return Json.MAPPER.treeToValue(all, Faults.class);
    } catch (JsonProcessingException e) {
      throw ApiProblem.invalid("faults are numbers: " + e.getOriginalMessage());
    }
  }

  /** What becomes of the next send, and the faults that are left after it. */
  Verdict next() {
    if (drop > 0) {
      return new Verdict(Fate.LOST, with(drop - 1, dropAck, reject));
    }
    if (reject > 0) {
      return new Verdict(Fate.REFUSED, with(drop, dropAck, reject - 1));
    }
    if (dropAck > 0) {
      return new Verdict(Fate.UNANSWERED, with(drop, dropAck - 1, reject));
    }
    return new Verdict(Fate.TAKEN, this);
  }

  private Faults with(int newDrop, int newDropAck, int newReject) {
    return new Faults(
        slow, slowPage, slowSend, newDrop, newDropAck, newReject, deliveredAfter, readAfter);
  }

  enum Fate {
    TAKEN,
    LOST,
    REFUSED,
    UNANSWERED
  }

  record Verdict(Fate fate, Faults left) {}

  static @Nullable String oneShot(ObjectNode request) {
    for (String kind : new String[] {"conflict", "hang", "crash", "disconnect"}) {
      if (request.path(kind).asBoolean()) {
        return kind;
      }
    }
    return null;
  }
}
