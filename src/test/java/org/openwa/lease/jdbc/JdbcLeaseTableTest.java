package org.openwa.lease.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.Claim;
import org.openwa.lease.LeaseTable;
import org.openwa.lease.LeaseTable.Claimant;
import org.openwa.lease.Owner;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;

/** Who gets a lease, by the database's clock, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class JdbcLeaseTableTest {

  private static final Duration TTL = Duration.ofSeconds(8);
  private static final SessionId ALICE = new SessionId("alice");
  private static final SessionId BOB = new SessionId("bob");
  private static final Owner ANNA = new Owner("anna-1", "host-of-anna", "anna");
  private static final Owner ANNA_AGAIN = new Owner("anna-2", "host-of-anna", "anna");
  private static final Owner BERT = new Owner("bert-1", "host-of-bert", "bert");

  private final Database database;
  private final LeaseTable table;

  JdbcLeaseTableTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
    table = new JdbcLeaseTable(database, TTL);
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFreeLeaseIsTakenAndIsThenNobodyElses() throws Exception {
    Claim first = claim(by(ANNA));
    Claim second = claim(permitted(BERT));

    assertThat(first).isEqualTo(new Claim.Taken(1));
    assertThat(second)
        .asInstanceOf(type(Claim.Refused.class))
        .returns("node anna has the session", Claim.Refused::reason)
        .returns(Duration.ofMillis(500), Claim.Refused::retryAfter);
  }

  @Test
  void allLeasesAreListedAndHowManyThereAre() throws Exception {
    claim(by(ANNA));
    get(table.claim(BOB, by(BERT)));
    get(table.release(BERT, BOB, 1));

    LeaseTable.Listing all = get(table.list(10));
    LeaseTable.Listing one = get(table.list(1));

    assertThat(all.total()).isEqualTo(2);
    assertThat(all.entries())
        .extracting(entry -> entry.session() + " " + entry.node() + " " + entry.epoch())
        .containsExactly("alice anna 1", "bob bert 1");
    assertThat(all.entries().getFirst().expiresAt()).isNotNull();
    assertThat(all.entries().getLast().expiresAt()).isNull();
    assertThat(one.entries()).isEqualTo(all.entries().subList(0, 1));
    assertThat(one.total()).isEqualTo(2);
  }

  @Test
  void anOwnerTakesItsLeaseAgainUnderAHigherEpoch() throws Exception {
    claim(by(ANNA));

    Claim again = claim(by(ANNA));

    assertThat(again).isEqualTo(new Claim.Taken(2));
  }

  @Test
  void anOwnerThatDoubtsItsOwnNameWaitsLikeEverybody() throws Exception {
    claim(by(ANNA));

    Claim doubting = claim(new Claimant(ANNA, "c", Map.of(), false, true));

    assertThat(doubting).isInstanceOf(Claim.Refused.class);
  }

  @Test
  void aLeaseThatWasGivenBackNeedsNoWaitingAndItsEpochRisesOn() throws Exception {
    claim(by(ANNA));
    get(table.release(ANNA, ALICE, 1));

    Claim next = claim(by(BERT));

    assertThat(next).isEqualTo(new Claim.Taken(2));
  }

  @Test
  void onlyTheNewestEpochGivesALeaseBack() throws Exception {
    claim(by(ANNA));
    claim(by(ANNA));

    get(table.release(ANNA, ALICE, 1));

    assertThat(claim(permitted(BERT))).isInstanceOf(Claim.Refused.class);
  }

  @Test
  void aLeaseThatRanOutIsTakenOnlyWithPermission() throws Exception {
    claim(by(ANNA));
    age(TTL.plusSeconds(1));

    Claim alone = claim(by(BERT));
    Claim permitted = claim(permitted(BERT));

    assertThat(alone).isEqualTo(new Claim.NeedsPermission("anna"));
    assertThat(permitted).isEqualTo(new Claim.Taken(2));
  }

  @Test
  void anEarlierRunOfANodeThatIsBackNeedsNoPermission() throws Exception {
    claim(by(ANNA));
    Map<String, String> hosts = Map.of(ANNA.host(), ANNA_AGAIN.incarnation());

    Claim early = claim(new Claimant(BERT, "c", hosts, true, false));
    age(TTL.plusSeconds(1));
    Claim late = claim(new Claimant(BERT, "c", hosts, true, false));

    assertThat(early).isInstanceOf(Claim.Refused.class);
    assertThat(late).isEqualTo(new Claim.Taken(2));
  }

  @Test
  void aNodeThatIsStillThereIsNotAnEarlierRun() throws Exception {
    claim(by(ANNA));
    age(TTL.plusSeconds(1));

    Claim claim =
        claim(new Claimant(BERT, "c", Map.of(ANNA.host(), ANNA.incarnation()), true, false));

    assertThat(claim).isEqualTo(new Claim.NeedsPermission("anna"));
  }

  @Test
  void aLeaseOfAnotherClusterIsTakenTenMinutesAfterItRanOut() throws Exception {
    claim(by(ANNA));
    Claimant foreign = new Claimant(BERT, "other", Map.of(), true, true);

    age(TTL.plusMinutes(9));
    Claim early = claim(foreign);
    age(Duration.ofMinutes(1));
    Claim late = claim(foreign);

    assertThat(early)
        .asInstanceOf(type(Claim.Refused.class))
        .extracting(Claim.Refused::reason)
        .asString()
        .startsWith("node anna of another cluster on this database had the session");
    assertThat(late).isEqualTo(new Claim.Taken(2));
  }

  @Test
  void aRenewalKeepsWhatIsStillOursEvenIfItRanOut() throws Exception {
    claim(by(ANNA));
    age(TTL.plusMinutes(2));

    Map<SessionId, Long> kept = get(table.renew(ANNA, Set.of(ALICE)));

    assertThat(kept).isEqualTo(Map.of(ALICE, 1L));
    assertThat(claim(permitted(BERT))).isInstanceOf(Claim.Refused.class);
  }

  @Test
  void aRenewalTellsWhatIsOursNoMore() throws Exception {
    claim(by(ANNA));
    get(table.claim(BOB, by(ANNA)));
    age(TTL.plusSeconds(1));
    claim(permitted(BERT));

    Map<SessionId, Long> kept = get(table.renew(ANNA, List.of(ALICE, BOB)));

    assertThat(kept).isEqualTo(Map.of(BOB, 1L));
  }

  @Test
  void aRestartedNodeRenewsNothingOfItsEarlierRun() throws Exception {
    claim(by(ANNA));

    assertThat(get(table.renew(ANNA_AGAIN, Set.of(ALICE)))).isEmpty();
  }

  @Test
  void aRenewalOfNothingSaysThatTheDatabaseIsThere() throws Exception {
    assertThat(get(table.renew(ANNA, Set.of()))).isEmpty();
  }

  private static Claimant by(Owner owner) {
    return new Claimant(owner, "c", Map.of(), true, false);
  }

  private static Claimant permitted(Owner owner) {
    return new Claimant(owner, "c", Map.of(), true, true);
  }

  private Claim claim(Claimant claimant) throws Exception {
    return get(table.claim(ALICE, claimant));
  }

  /** As if so much time had gone by in the database. */
  private void age(Duration by) throws Exception {
    get(
        database.execute(handle ->
            handle
                .createUpdate(
                    "UPDATE lease SET expires_at = expires_at - CAST(:millis AS INTEGER) * INTERVAL"
                        + " '0.001' SECOND")
                .bind("millis", by.toMillis())
                .execute()));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
