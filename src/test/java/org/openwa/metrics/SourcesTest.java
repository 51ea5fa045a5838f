package org.openwa.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openwa.memory.MemorySamples;
import org.openwa.session.SessionStatus;

class SourcesTest {

  @Test
  void everyStatusHasAReadingAndTheOldestOnlyWhereOneWaits() {
    Stored.Figures figures =
        new Stored.Figures(Map.of("CONNECTED", 7L), Map.of(), 0, Optional.empty(), 3, 4_096);

    List<Reading> readings = Sources.readings(figures);

    assertThat(readings)
        .contains(
            Reading.of("openwa_sessions", "status", "CONNECTED", 7),
            Reading.of("openwa_sessions", "status", "FAILED", 0),
            Reading.of("openwa_outbox_pending", 0),
            Reading.of("openwa_vault_bytes", 4_096));
    assertThat(readings.stream().filter(each -> each.metric().equals("openwa_sessions")))
        .hasSize(SessionStatus.values().length);
    assertThat(readings).noneMatch(each -> each.metric().equals("openwa_outbox_oldest_seconds"));
  }

  @Test
  void whatCouldNotBeMeasuredIsAbsent() {
    List<Reading> readings =
        Sources.readings(
            MemorySamples.figures(
                "node-1", MemorySamples.session("a", 300), MemorySamples.unknown("b")));

    assertThat(readings)
        .contains(Reading.of("openwa_session_memory_pss_bytes", "session", "a", 300_000_000))
        .noneMatch(each -> "b".equals(each.labels().get("session")));
  }
}
