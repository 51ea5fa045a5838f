package org.openwa.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges all records so far: nothing lost, nothing doubled, no call failed without an excuse.
 *
 * @param excuses when calls may fail
 */
record Verdict(World world, Findings findings, List<Judge.Excuse> excuses) {

  /** The last webhooks must have arrived within this. */
  private static final Duration DELIVERED = Duration.ofSeconds(30);

  void judge(String fault) {
    History history = world.history();
    List<History.Inbound> inbound = history.inbound();
    world.waits(DELIVERED, () -> Judge.missing(inbound, history.received().keySet()).isEmpty());
    findings.problems(fault, "no webhook for", Judge.missing(inbound, history.received().keySet()));
    findings.problems(fault, "two event ids for", Judge.twiceMinted(history.received()));
    Judge.overlaps(world.watch().lives())
        .forEach((session, millis) ->
            findings.problem(fault, "two browsers of " + session + " for " + millis + " ms"));
    for (World.Linked session : world.sessions()) {
      judge(fault, session, inbound);
    }
    findings.problems(fault, "saved by a former owner:", world.database().lateVersions());
    findings.problems(
        fault,
        "failed without a reason:",
        Judge.unexcused(history.sends(), history.failedReads(), excuses));
  }

  private void judge(String fault, World.Linked session, List<History.Inbound> inbound) {
    List<History.Send> sends =
        world.history().sends().stream()
            .filter(send -> send.session().equals(session.id()))
            .toList();
    List<Judge.PhoneMessage> phone = world.phones().messages(session.phone());
    Set<String> listed = world.listed(session);
    findings.problems(fault, "lost send", Judge.lostSends(sends, phone));
    findings.problems(fault, "sent twice:", Judge.doubleSends(phone));
    findings.problems(
        fault,
        "not in the list:",
        Judge.missing(
            inbound.stream().filter(one -> one.session().equals(session.id())).toList(), listed));
    findings.problems(
        fault,
        "acknowledged and not in the list:",
        sends.stream()
            .map(History.Send::id)
            .flatMap(Optional::stream)
            .filter(id -> !listed.contains(id))
            .toList());
    int scans = world.phones().scans(session.phone());
    if (scans != 1) {
      findings.problem(fault, session.id() + " was scanned " + scans + " times");
    }
  }
}
