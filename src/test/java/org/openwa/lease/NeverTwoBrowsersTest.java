package org.openwa.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openwa.lease.SimulatedCluster.Bug;

/**
 * Random interleavings of pauses, partitions and outages: no session ever has two browsers. Broken
 * on purpose, the same simulation finds two.
 */
class NeverTwoBrowsersTest {

  private static final int RUNS = 200;
  private static final Duration LENGTH = Duration.ofMinutes(5);

  @Test
  void noInterleavingLetsTwoBrowsersLive() {
    List<SimulatedCluster> runs =
        LongStream.range(0, RUNS).mapToObj(seed -> run(seed, Bug.NONE)).toList();

    assertThat(runs).allSatisfy(run -> assertThat(run.mostAtOnce()).isLessThanOrEqualTo(1));
    // Otherwise nothing was tried.
    assertThat(runs.stream().mapToInt(SimulatedCluster::opened).sum()).isGreaterThan(RUNS * 5);
    assertThat(runs.stream().mapToInt(SimulatedCluster::parked).sum()).isGreaterThan(RUNS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsBrokenIsFound(Bug bug) {
    assertThat(LongStream.range(0, RUNS).anyMatch(seed -> run(seed, bug).mostAtOnce() > 1))
        .isTrue();
  }

  private static SimulatedCluster run(long seed, Bug bug) {
    SimulatedCluster cluster = new SimulatedCluster(seed, bug);
    cluster.run(LENGTH);
    return cluster;
  }
}
