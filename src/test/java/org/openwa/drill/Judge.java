package org.openwa.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says from the records what went wrong. Pure. */
final class Judge {

  private Judge() {}

  /**
   * A message that a phone has on its list.
   *
   * @param fromMe sent by the account itself
   * @param sends how often its id was sent
   */
  record PhoneMessage(String id, boolean fromMe, String text, int sends) {}

  /** Milliseconds during which two browsers of one session lived, for each session with any. */
  static Map<String, Long> overlaps(List<BrowserWatch.Life> lives) {
    Map<String, Long> overlaps = new TreeMap<>();
    for (int i = 0; i < lives.size(); i++) {
      for (int j = i + 1; j < lives.size(); j++) {
        BrowserWatch.Life one = lives.get(i);
        BrowserWatch.Life other = lives.get(j);
        long overlap = Math.min(one.end(), other.end()) - Math.max(one.start(), other.start());
        if (one.session().equals(other.session())
            && !one.browser().equals(other.browser())
            && overlap > 0) {
          overlaps.merge(one.session(), overlap, Math::max);
        }
      }
    }
    return overlaps;
  }

  /** Acknowledged sends that the phone does not have. */
  static List<String> lostSends(List<History.Send> sends, List<PhoneMessage> phone) {
    Set<String> texts = new HashSet<>();
    phone.stream().filter(PhoneMessage::fromMe).forEach(message -> texts.add(message.text()));
    return sends.stream()
        .filter(send -> send.id().isPresent() && !texts.contains(send.text()))
        .map(History.Send::text)
        .toList();
  }

  /** Texts that the phone has under more than one id, or that were delivered more than once. */
  static List<String> doubleSends(List<PhoneMessage> phone) {
    Map<String, Integer> count = new HashMap<>();
    phone.stream()
        .filter(PhoneMessage::fromMe)
        .forEach(message -> count.merge(message.text(), 1, Integer::sum));
    return count.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Messages of a list that are not in a set of message ids. */
  static List<String> missing(List<History.Inbound> inbound, Set<String> known) {
    return inbound.stream().map(History.Inbound::id).filter(id -> !known.contains(id)).toList();
  }

  /** Facts that were told under more than one event id. */
  static List<String> twiceMinted(Map<String, Set<String>> events) {
    return events.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** When calls may fail: while a fault lasts and a while after it. */
  record Excuse(long from, long until) {

    boolean covers(long start, long end) {
      return start <= until && end >= from;
    }
  }

  /** Calls that failed although no fault excuses it. */
  static List<String> unexcused(
      List<History.Send> sends, List<History.FailedRead> reads, List<Excuse> excuses) {
    List<String> failed = new ArrayList<>();
    for (History.Send send : sends) {
      if (send.problem().isPresent() && !isExcused(send.start(), send.end(), excuses)) {
        failed.add("send " + send.text() + ": " + send.problem().get());
      }
    }
    for (History.FailedRead read : reads) {
      if (!isExcused(read.start(), read.end(), excuses)) {
        failed.add("read " + read.path() + ": " + read.problem());
      }
    }
    return failed;
  }

  private static boolean isExcused(long start, long end, List<Excuse> excuses) {
    return excuses.stream().anyMatch(excuse -> excuse.covers(start, end));
  }

  /**
   * A page's connection as the phone saw it; the end is open while it lasts. Wall clock
   * milliseconds.
   */
  record Connection(long start, long end) {}

  /** The gaps between connections that began in a span of time, in milliseconds. */
  static List<Long> gaps(List<Connection> connections, long from, long until) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 0; i + 1 < connections.size(); i++) {
      long lost = connections.get(i).end();
      if (lost >= from && lost <= until) {
        gaps.add(Math.max(0, connections.get(i + 1).start() - lost));
      }
    }
    return gaps;
  }

  /** A percentile of a list that is not empty, by rank. */
  static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
