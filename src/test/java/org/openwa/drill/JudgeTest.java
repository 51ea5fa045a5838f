package org.openwa.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A judge who cannot find anything would make every drill green. */
class JudgeTest {

  @Test
  void browsersOfOneSessionThatLivedAtOnceOverlap() {
    List<BrowserWatch.Life> lives =
        List.of(
            new BrowserWatch.Life("ada", "browser-1", 1, 0, 1_000),
            new BrowserWatch.Life("ada", "browser-2", 2, 970, 2_000),
            new BrowserWatch.Life("bob", "browser-3", 3, 500, 1_500));

    Map<String, Long> overlaps = Judge.overlaps(lives);

    assertThat(overlaps).containsExactly(Map.entry("ada", 30L));
  }

  @Test
  void browsersThatFollowEachOtherDoNotOverlap() {
    List<BrowserWatch.Life> lives =
        List.of(
            new BrowserWatch.Life("ada", "browser-1", 1, 0, 1_000),
            new BrowserWatch.Life("ada", "browser-2", 2, 1_000, 2_000));

    assertThat(Judge.overlaps(lives)).isEmpty();
  }

  @Test
  void processesOfOneBrowserAreNoTwoBrowsers() {
    List<BrowserWatch.Life> lives =
        List.of(
            new BrowserWatch.Life("ada", "browser", 1, 0, 1_000),
            new BrowserWatch.Life("ada", "browser", 2, 200, 500));

    assertThat(Judge.overlaps(lives)).isEmpty();
  }

  @Test
  void anAcknowledgedSendThatThePhoneDoesNotHaveIsLost() {
    List<History.Send> sends = List.of(acknowledged("one"), acknowledged("two"), failed("three"));
    List<Judge.PhoneMessage> phone = List.of(new Judge.PhoneMessage("x", true, "one", 1));

    assertThat(Judge.lostSends(sends, phone)).containsExactly("two");
  }

  @Test
  void aTextUnderTwoIdsWasSentTwice() {
    List<Judge.PhoneMessage> phone =
        List.of(
            new Judge.PhoneMessage("x", true, "one", 1),
            new Judge.PhoneMessage("y", true, "one", 1),
            new Judge.PhoneMessage("z", false, "two", 0),
            new Judge.PhoneMessage("q", false, "two", 0));

    assertThat(Judge.doubleSends(phone)).containsExactly("one");
  }

  @Test
  void aMessageThatIsNowhereIsMissing() {
    List<History.Inbound> inbound =
        List.of(new History.Inbound("ada", "a", 1), new History.Inbound("ada", "b", 2));

    assertThat(Judge.missing(inbound, Set.of("a"))).containsExactly("b");
  }

  @Test
  void oneFactUnderTwoEventIdsIsNoticed() {
    assertThat(Judge.twiceMinted(Map.of("a", Set.of("e1", "e2"), "b", Set.of("e3"))))
        .containsExactly("a");
  }

  @Test
  void onlyAFaultExcusesAFailure() {
    List<History.Send> sends = List.of(failed("late"), acknowledged("fine"));

    assertThat(Judge.unexcused(sends, List.of(), List.of())).hasSize(1);
    assertThat(Judge.unexcused(sends, List.of(), List.of(new Judge.Excuse(5, 15)))).isEmpty();
    assertThat(Judge.unexcused(sends, List.of(), List.of(new Judge.Excuse(21, 30)))).hasSize(1);
  }

  @Test
  void aGapLastsFromTheLossOfAConnectionToTheNext() {
    List<Judge.Connection> connections =
        List.of(
            new Judge.Connection(0, 100),
            new Judge.Connection(350, 900),
            new Judge.Connection(1_000, Long.MAX_VALUE));

    assertThat(Judge.gaps(connections, 50, 500)).containsExactly(250L);
    assertThat(Judge.gaps(connections, 0, 10_000)).containsExactly(250L, 100L);
  }

  @Test
  void percentilesAreTakenByRank() {
    List<Long> values = List.of(5L, 1L, 4L, 2L, 3L);

    assertThat(Judge.percentile(values, 50)).isEqualTo(3);
    assertThat(Judge.percentile(values, 95)).isEqualTo(5);
  }

  private static History.Send acknowledged(String text) {
    return new History.Send("ada", text, text, 10, 20, 1, Optional.of("id"), Optional.empty());
  }

  private static History.Send failed(String text) {
    return new History.Send("ada", text, text, 10, 20, 9, Optional.empty(), Optional.of("503"));
  }
}
