package org.openwa.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MovementsTest {

  private final Movements movements = new Movements("node-1");

  @Test
  void whatIsHereAtTheFirstLookDidNotMove() {
    assertThat(movements.came(Map.of("a", "node-1", "b", "node-2"))).isZero();
  }

  @Test
  void whatWasElsewhereAndIsHereNowMovedOnce() {
    movements.came(Map.of("a", "node-2", "b", "node-2"));

    assertThat(movements.came(Map.of("a", "node-1", "b", "node-2"))).isEqualTo(1);
    assertThat(movements.came(Map.of("a", "node-1", "b", "node-2"))).isZero();
  }

  @Test
  void whatLivedNowhereForAMomentMovedToo() {
    movements.came(Map.of("a", "node-2"));
    movements.came(Map.of());

    assertThat(movements.came(Map.of("a", "node-1"))).isEqualTo(1);
  }

  @Test
  void whatWentAwayIsCountedByTheOtherNode() {
    movements.came(Map.of("a", "node-1"));

    assertThat(movements.came(Map.of("a", "node-2"))).isZero();
  }
}
