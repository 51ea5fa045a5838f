package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.SessionId;

/** Versions of one profile, in each database: what is stored, kept, and cut off in the middle. */
@ParameterizedClass
@MethodSource("org.openwa.testing.Databases#kinds")
class ProfileArchiveTest {

  private static final SessionId ALICE = TestVaults.ALICE;

  @TempDir private Path disk;

  private final Supplier<DatabaseSettings> kind;
  private TestVaults vaults;

  ProfileArchiveTest(Supplier<DatabaseSettings> kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    vaults = TestVaults.open(disk, kind.get());
  }

  @AfterEach
  void close() {
    vaults.close();
  }

  @Test
  void onlyWhatChangedIsStoredAndNothingWhereNothingDid() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "first");
    ProfileArchive archive = vaults.archive(vaults.store());

    ProfileArchive.Saved first = archive.save(ALICE, vaults.epoch(), 156, here);
    vaults.clock().advance(Duration.ofMinutes(30));
    ProfileArchive.Saved same = archive.save(ALICE, vaults.epoch(), 156, here);
    Instant confirmed = vaults.store().versions(ALICE).getFirst().savedAt();
    Files.writeString(here.resolve("Default/Cookies"), "changed");
    ProfileArchive.Saved changed = archive.save(ALICE, vaults.epoch(), 156, here);

    assertThat(first.isNew()).isTrue();
    assertThat(same.isNew()).isFalse();
    assertThat(same.storedBytes()).isZero();
    assertThat(confirmed).isEqualTo(vaults.clock().instant());
    assertThat(changed.isNew()).isTrue();
    assertThat(changed.storedBytes()).isBetween(1L, 100L);
    assertThat(vaults.store().versions(ALICE)).hasSize(2);
  }

  @Test
  void aSaveThatIsCutOffAnywhereLeavesTheLastGoodVersionAndTheNextSaveWorks() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "good");
    vaults.archive(vaults.store()).save(ALICE, vaults.epoch(), 156, here);
    SortedMap<String, Integer> good = TestProfile.contents(here);
    TestProfile.write(here, "newer");
    SortedMap<String, Integer> newer = TestProfile.contents(here);

    int cuts = 0;
    while (isCutOff(cuts, here)) {
      assertThat(vaults.restored()).as("cut off after %d rows", cuts).isEqualTo(good);
      cuts++;
    }

    assertThat(cuts).isGreaterThan(15);
    assertThat(vaults.restored()).isEqualTo(newer);
    assertThat(
            vaults.ask(
                "SELECT sealed FROM profile_part WHERE blob NOT IN"
                    + " (SELECT blob FROM profile_version_blob)"))
        .isEmpty();
  }

  @Test
  void onlyTheLastGoodVersionsAreKeptAndTheirContents() throws Exception {
    Path here = vaults.opened("a", 156, true);

    for (String word : List.of("one", "two", "three", "four", "five")) {
      TestProfile.write(here, word);
      vaults.archive(vaults.store()).save(ALICE, vaults.epoch(), 156, here);
    }

    assertThat(vaults.store().versions(ALICE).stream().map(VaultStore.Version::number))
        .containsExactly(5L, 4L, 3L);
    // Three files differ in each version; three are the same in all.
    assertThat(vaults.store().blobs(ALICE)).hasSize(TestVaults.KEEP * 3 + 3);
    assertThat(vaults.on("a", 156).verify(ALICE)).isEmpty();
  }

  private boolean isCutOff(int rows, Path folder) throws IOException {
    try {
      vaults
          .archive(new CutOffStore(vaults.store(), rows))
          .save(ALICE, vaults.epoch(), 156, folder);
      return false;
    } catch (CutOffStore.CutOff e) {
      return true;
    }
  }
}
