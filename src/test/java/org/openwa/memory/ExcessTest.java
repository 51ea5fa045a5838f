package org.openwa.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcessTest {

  private static final long LIMIT = 500_000_000;

  private final Excess excess = new Excess(LIMIT);
  private long browser = 1;

  private List<String> named(SessionMemory... measured) {
    return excess.fresh(List.of(measured), _ -> browser).stream()
        .map(session -> session.session().value())
        .toList();
  }

  @Test
  void whoTakesTooMuchIsNamedOnce() {
    assertThat(named(MemorySamples.session("a", 501), MemorySamples.session("b", 500)))
        .containsExactly("a");
    assertThat(named(MemorySamples.session("a", 900), MemorySamples.session("b", 500))).isEmpty();
  }

  @Test
  void whoWaversAboutTheLimitIsNoNews() {
    named(MemorySamples.session("a", 501));
    named(MemorySamples.session("a", 460));

    assertThat(named(MemorySamples.session("a", 501))).isEmpty();
  }

  @Test
  void whoTookClearlyLessIsNamedAgain() {
    named(MemorySamples.session("a", 501));
    named(MemorySamples.session("a", 440));

    assertThat(named(MemorySamples.session("a", 501))).containsExactly("a");
  }

  @Test
  void theNextBrowserOfTheSameSessionIsNamedAgain() {
    named(MemorySamples.session("a", 501));
    browser = 2;

    assertThat(named(MemorySamples.session("a", 501))).containsExactly("a");
  }

  @Test
  void ofWhomNothingIsKnownNothingIsSaid() {
    assertThat(named(MemorySamples.unknown("a"))).isEmpty();
  }
}
