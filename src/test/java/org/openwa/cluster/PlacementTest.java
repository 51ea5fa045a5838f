package org.openwa.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;

/** Nodes in, a node out. */
class PlacementTest {

  private static final Version OLD = new Version("0.1.0");
  private static final Version NEW = new Version("0.2.0");

  /** A node that runs so many browsers, each in a shard of its own. */
  private static Placement.Site site(String name, int browsers, int slots) {
    return new Placement.Site(name, OLD, false, slots, browsers, shards(name, browsers));
  }

  private static Map<String, Integer> shards(String name, int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> name + i, _ -> 1));
  }

  private static Placement.Site with(Placement.Site site, Version version, boolean draining) {
    return new Placement.Site(
        site.address(), version, draining, site.slots(), site.browsers(), site.shards());
  }

  private static String choice(Placement.Site... sites) {
    return Placement.choose(List.of(sites), 1).orElseThrow().address();
  }

  private static Set<String> moves(Placement.Site... sites) {
    return Placement.moves(List.of(sites), Set.of(), true);
  }

  @Test
  void aSessionGoesWhereTheMostRoomIs() {
    assertThat(choice(site("a", 3, 5), site("b", 4, 20), site("c", 0, 4))).isEqualTo("b");
  }

  @Test
  void whatIsAboutToRunCountsBeforeItRuns() {
    Placement.Site promised = new Placement.Site("a", OLD, false, 10, 0, shards("a", 6));

    assertThat(choice(promised, site("b", 5, 10))).isEqualTo("b");
  }

  @Test
  void aDrainingNodeGetsNothing() {
    assertThat(choice(with(site("a", 0, 50), OLD, true), site("b", 4, 5))).isEqualTo("b");
  }

  @Test
  void aFullNodeGetsNothingWhileAnotherHasRoom() {
    assertThat(choice(with(site("a", 5, 5), NEW, false), site("b", 9, 10))).isEqualTo("b");
  }

  @Test
  void theNewestVersionComesFirst() {
    assertThat(choice(site("a", 0, 50), with(site("b", 4, 5), NEW, false))).isEqualTo("b");
  }

  @Test
  void aFullClusterStillKeepsItsSessionsSomewhere() {
    assertThat(choice(site("a", 5, 5), site("b", 7, 5))).isEqualTo("a");
  }

  @Test
  void nodesThatHaveToldNothingShareByShards() {
    Placement.Site many = new Placement.Site("a", OLD, false, -1, 0, Map.of("1", 0, "2", 0));
    Placement.Site few = new Placement.Site("b", OLD, false, -1, 0, Map.of("3", 0));

    assertThat(Placement.choose(List.of(many, few), 0).orElseThrow().address()).isEqualTo("b");
  }

  @Test
  void withoutNodesThereIsNoPlace() {
    assertThat(Placement.choose(List.of(), 1)).isEmpty();
  }

  @Test
  void aDrainingNodeHandsOverSomeSessionsAtATime() {
    Placement.Site draining = with(site("a", 9, 10), OLD, true);

    assertThat(moves(draining, site("b", 0, 50))).hasSize(Placement.MOVES_AT_ONCE);
  }

  @Test
  void nothingMoreMovesWhileEnoughAreOnTheirWay() {
    Placement.Site draining = with(site("a", 9, 10), OLD, true);

    Set<String> next =
        Placement.moves(List.of(draining, site("b", 0, 50)), Set.of("a0", "a1", "a2"), true);

    assertThat(next).hasSize(1).doesNotContain("a0", "a1", "a2");
  }

  @Test
  void shardsWithoutSessionsLeaveADrainingNodeAllAtOnce() {
    Placement.Site draining =
        new Placement.Site("a", OLD, true, 10, 0, Map.of("1", 0, "2", 0, "3", 0, "4", 0, "5", 0));

    assertThat(moves(draining, site("b", 0, 50))).hasSize(5);
  }

  @Test
  void whereAllDrainNothingMoves() {
    assertThat(moves(with(site("a", 9, 10), OLD, true), with(site("b", 0, 10), OLD, true)))
        .isEmpty();
  }

  @Test
  void aNodeThatHasMoreThanItCanCarryGivesOneAway() {
    assertThat(moves(site("a", 6, 5), site("b", 4, 5))).hasSize(1).allMatch(s -> s.startsWith("a"));
  }

  @Test
  void aFullClusterMovesNothing() {
    assertThat(moves(site("a", 6, 5), site("b", 5, 5))).isEmpty();
  }

  @Test
  void aSmallDifferenceIsNotWorthAnInterruption() {
    assertThat(moves(site("a", 4, 10), site("b", 0, 10))).isEmpty();
  }

  @Test
  void aLargeDifferenceIsEvenedOutOneByOne() {
    assertThat(moves(site("a", 5, 10), site("b", 0, 10))).hasSize(1);
    assertThat(Placement.moves(List.of(site("a", 9, 10), site("b", 0, 10)), Set.of("a0"), true))
        .isEmpty();
  }

  @Test
  void whileThereIsNoCalmOnlyWhatMustMoveDoes() {
    List<Placement.Site> uneven = List.of(site("a", 9, 10), site("b", 0, 10));
    List<Placement.Site> overfull = List.of(site("a", 6, 5), site("b", 0, 5));

    assertThat(Placement.moves(uneven, Set.of(), false)).isEmpty();
    assertThat(Placement.moves(overfull, Set.of(), false)).hasSize(1);
  }

  @Test
  void nothingIsEvenedOutDuringAnUpgrade() {
    assertThat(moves(site("a", 9, 10), with(site("b", 0, 10), NEW, false))).isEmpty();
  }
}
