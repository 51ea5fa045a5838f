package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.StaleEpochException;
import org.openwa.model.SessionId;
import org.openwa.testing.PlainLeases;
import org.openwa.testing.SettableClock;
import org.openwa.vault.jdbc.JdbcVaultStore;

/** Profiles in each database: saved, brought back, cut off, fenced, retired. */
@ParameterizedClass
@MethodSource("org.openwa.testing.Databases#kinds")
class ProfileVaultTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final int KEEP = 3;

  @TempDir private Path disk;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final SecureRandom random = new SecureRandom();
  private final Database database;
  private final JdbcVaultStore store;
  private Path keyFile;

  ProfileVaultTest(Supplier<DatabaseSettings> kind) {
    database = Database.open(kind.get(), "0.1.0");
    store = new JdbcVaultStore(database, clock);
  }

  @BeforeEach
  void makeKeys() {
    keyFile = disk.resolve("vault-key");
    VaultKeys.readOrMake(keyFile, random);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aProfileComesBackOnAnotherNodeAsItWas() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "linked");
    SortedMap<String, Integer> saved = TestProfile.contents(here);
    vault("a", 156).saveClosed(ALICE, epoch(), here);

    Path there = opened("b", 156, true);

    assertThat(TestProfile.contents(there)).isEqualTo(saved).hasSize(6);
    assertThat(there.resolve("Default/History")).doesNotExist();
  }

  @Test
  void nothingOfAProfileCanBeReadInTheDatabase() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "a word that must not be found");

    vault("a", 156).saveClosed(ALICE, epoch(), here);

    List<byte[]> stored =
        ask(
            "SELECT sealed FROM profile_part UNION ALL SELECT manifest FROM"
                + " profile_version UNION ALL SELECT sealed FROM profile_key");
    assertThat(stored).hasSizeGreaterThan(5);
    for (byte[] bytes : stored) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(text).doesNotContain("word").doesNotContain("Cookies");
    }
  }

  @Test
  void onlyWhatChangedIsStoredAndNothingWhereNothingDid() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "first");
    ProfileArchive archive = archive(store);

    ProfileArchive.Saved first = archive.save(ALICE, epoch(), 156, here);
    clock.advance(Duration.ofMinutes(30));
    ProfileArchive.Saved same = archive.save(ALICE, epoch(), 156, here);
    Instant confirmed = store.versions(ALICE).getFirst().savedAt();
    Files.writeString(here.resolve("Default/Cookies"), "changed");
    ProfileArchive.Saved changed = archive.save(ALICE, epoch(), 156, here);

    assertThat(first.isNew()).isTrue();
    assertThat(same.isNew()).isFalse();
    assertThat(same.storedBytes()).isZero();
    assertThat(confirmed).isEqualTo(clock.instant());
    assertThat(changed.isNew()).isTrue();
    assertThat(changed.storedBytes()).isBetween(1L, 100L);
    assertThat(store.versions(ALICE)).hasSize(2);
  }

  @Test
  void aSaveThatIsCutOffAnywhereLeavesTheLastGoodVersionAndTheNextSaveWorks() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "good");
    archive(store).save(ALICE, epoch(), 156, here);
    SortedMap<String, Integer> good = TestProfile.contents(here);
    TestProfile.write(here, "newer");
    SortedMap<String, Integer> newer = TestProfile.contents(here);

    int cuts = 0;
    while (isCutOff(cuts, here)) {
      assertThat(restored()).as("cut off after %d rows", cuts).isEqualTo(good);
      cuts++;
    }

    assertThat(cuts).isGreaterThan(15);
    assertThat(restored()).isEqualTo(newer);
    assertThat(
            ask(
                "SELECT sealed FROM profile_part WHERE blob NOT IN"
                    + " (SELECT blob FROM profile_version_blob)"))
        .isEmpty();
  }

  private boolean isCutOff(int rows, Path folder) throws IOException {
    try {
      archive(new CutOffStore(store, rows)).save(ALICE, epoch(), 156, folder);
      return false;
    } catch (CutOffStore.CutOff e) {
      return true;
    }
  }

  private SortedMap<String, Integer> restored() throws IOException {
    Path folder = Files.createTempDirectory(disk, "restored").resolve("profile");
    Files.createDirectories(folder);
    archive(store).restore(ALICE, store.versions(ALICE).getFirst(), folder);
    return TestProfile.contents(folder);
  }

  @Test
  void aFormerOwnerChangesNothing() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "old owner");
    long former = epoch();
    vault("a", 156).saveClosed(ALICE, former, here);
    Path there = opened("b", 156, true);

    TestProfile.write(here, "too late");

    assertThatThrownBy(() -> vault("a", 156).saveClosed(ALICE, former, here))
        .isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> vault("a", 156).unlinked(ALICE, former))
        .isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> vault("a", 156).prepare(ALICE, former, false, here))
        .isInstanceOf(StaleEpochException.class);
    vault("b", 156).saveClosed(ALICE, epoch(), there);
    assertThat(restored()).isEqualTo(TestProfile.contents(there));
  }

  @Test
  void onlyTheLastGoodVersionsAreKeptAndTheirContents() throws Exception {
    Path here = opened("a", 156, true);

    for (String word : List.of("one", "two", "three", "four", "five")) {
      TestProfile.write(here, word);
      archive(store).save(ALICE, epoch(), 156, here);
    }

    assertThat(store.versions(ALICE).stream().map(VaultStore.Version::number))
        .containsExactly(5L, 4L, 3L);
    // Three files differ in each version; three are the same in all.
    assertThat(store.blobs(ALICE)).hasSize(KEEP * 3 + 3);
    assertThat(vault("a", 156).verify(ALICE)).isEmpty();
  }

  @Test
  void aFolderIsUsedAgainWhereNoBrowserWasElsewhereSince() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "saved");
    vault("a", 156).saveClosed(ALICE, epoch(), here);
    TestProfile.write(here, "newer than what was saved, then killed");

    Path again = opened("a", 156, true);

    assertThat(Files.readString(again.resolve("Default/Cookies"))).startsWith("newer");
  }

  @Test
  void aFolderThatWasLeftBehindIsNeverUsedAgain() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "left behind");
    vault("a", 156).saveClosed(ALICE, epoch(), here);
    Path there = opened("b", 156, true);
    TestProfile.write(there, "lived elsewhere");
    vault("b", 156).saveClosed(ALICE, epoch(), there);

    Path back = opened("a", 156, true);

    assertThat(Files.readString(back.resolve("Default/Cookies"))).startsWith("lived elsewhere");
  }

  @Test
  void whatWasUnlinkedIsNotBroughtBackAndGoesAfterAWhile() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "unlinked");
    vault("a", 156).saveClosed(ALICE, epoch(), here);

    vault("a", 156).unlinked(ALICE, epoch());
    clock.advance(Duration.ofDays(1));
    int early = store.removeRetired(clock.instant().minus(Duration.ofDays(2)));
    Path fresh = opened("b", 156, false);
    int late = store.removeRetired(clock.instant());

    assertThat(TestProfile.contents(fresh)).isEmpty();
    assertThat(store.versions(ALICE)).isEmpty();
    assertThat(early).isZero();
    assertThat(late).isEqualTo(1);
    assertThat(ask("SELECT sealed FROM profile_part")).isEmpty();
  }

  @Test
  void anUnlinkingThatTheVaultDidNotHearOfIsSeenToAtTheNextStart() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "unlinked unheard");
    vault("a", 156).saveClosed(ALICE, epoch(), here);

    Path fresh = opened("b", 156, false);

    assertThat(TestProfile.contents(fresh)).isEmpty();
    assertThat(store.versions(ALICE)).isEmpty();
  }

  @Test
  void anOlderChromiumRefusesANewerProfile() throws Exception {
    Path here = opened("a", 157, true);
    TestProfile.write(here, "newer");
    vault("a", 157).saveClosed(ALICE, epoch(), here);

    assertThatThrownBy(() -> opened("b", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("saved by Chromium 157 and this node has 156");
    assertThatThrownBy(() -> opened("a", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("last used by Chromium 157");
    Path newer = opened("c", 158, true);
    assertThat(Files.readString(newer.resolve("Default/Cookies"))).startsWith("newer");
  }

  @Test
  void aLinkedSessionWhoseProfileIsNowhereIsRefusedInsteadOfGettingACode() throws Exception {
    opened("a", 156, false);

    assertThatThrownBy(() -> opened("b", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("its last browser was on a");
  }

  @Test
  void aDamagedVersionIsPassedOver() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "good");
    archive(store).save(ALICE, epoch(), 156, here);
    TestProfile.write(here, "damaged");
    archive(store).save(ALICE, epoch(), 156, here);
    database
        .execute(handle ->
            handle.execute(
                "UPDATE profile_version SET manifest = ? WHERE version = 2", new byte[40]))
        .toCompletableFuture()
        .join();

    Path there = opened("b", 156, true);

    assertThat(Files.readString(there.resolve("Default/Cookies"))).startsWith("good");
    assertThat(vault("b", 156).verify(ALICE))
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("version 2 was changed"));
  }

  @Test
  void aNewKeyWrapsAgainAndTheOldOneIsNotNeededAnyMore() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "rotated");
    vault("a", 156).saveClosed(ALICE, epoch(), here);
    List<byte[]> parts = ask("SELECT sealed FROM profile_part ORDER BY blob");

    VaultKeys.addTo(keyFile, random);
    int rewrapped = vault("a", 156).rewrapKeys();
    int again = vault("a", 156).rewrapKeys();
    forgetOldKeys();
    Path there = opened("b", 156, true);

    assertThat(rewrapped).isEqualTo(1);
    assertThat(again).isZero();
    assertThat(TestProfile.contents(there)).isEqualTo(TestProfile.contents(here));
    assertThat(ask("SELECT sealed FROM profile_part ORDER BY blob"))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(parts);
  }

  private void forgetOldKeys() throws IOException {
    String newest = VaultKeys.read(keyFile).newest().id();
    List<String> lines = Files.readAllLines(keyFile);
    Files.write(keyFile, lines.stream().filter(line -> line.startsWith(newest)).toList());
  }

  @Test
  void withoutItsKeyAProfileIsNotBroughtBackAndTheReasonIsSaid() throws Exception {
    Path here = opened("a", 156, true);
    TestProfile.write(here, "locked");
    vault("a", 156).saveClosed(ALICE, epoch(), here);
    Files.delete(keyFile);
    VaultKeys.readOrMake(keyFile, random);

    assertThatThrownBy(() -> opened("b", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("the vault key file has no key");
  }

  /** A new browser's folder on a node, prepared under a new epoch. */
  private Path opened(String node, int chromium, boolean linked) throws IOException {
    Path folder = disk.resolve(node).resolve("alice");
    release();
    long epoch = new PlainLeases(database, node).epoch(ALICE).toCompletableFuture().join();
    if (epoch == 1 && linked) {
      // As after a link on this very node: there is a folder, and no vault knew of it.
      Files.createDirectories(folder);
    }
    vault(node, chromium).prepare(ALICE, epoch, linked, folder);
    return folder;
  }

  /** As its owner does at the end. */
  private void release() {
    database
        .execute(handle -> handle.execute("UPDATE lease SET expires_at = NULL"))
        .toCompletableFuture()
        .join();
  }

  private long epoch() {
    return store.lastStay(ALICE).orElseThrow().epoch();
  }

  private ProfileVault vault(String node, int chromium) {
    return new ProfileVault(
        store, () -> VaultKeys.read(keyFile), KEEP, node, () -> chromium, random, clock);
  }

  /** With small parts and small transactions, so that there are many. */
  private ProfileArchive archive(VaultStore used) {
    return new ProfileArchive(
        used,
        () -> VaultKeys.read(keyFile),
        random,
        clock,
        KEEP,
        new ProfileArchive.Sizes(64, 150));
  }

  private List<byte[]> ask(String query) {
    return database
        .inTransaction(handle -> handle.createQuery(query).mapTo(byte[].class).list())
        .toCompletableFuture()
        .join();
  }
}
