package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.StaleEpochException;
import org.openwa.model.SessionId;

/** Profiles that move from node to node, in each database. */
@ParameterizedClass
@MethodSource("org.openwa.testing.Databases#kinds")
class ProfileVaultTest {

  private static final SessionId ALICE = TestVaults.ALICE;

  @TempDir private Path disk;

  private final Supplier<DatabaseSettings> kind;
  private TestVaults vaults;

  ProfileVaultTest(Supplier<DatabaseSettings> kind) {
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
  void aProfileComesBackOnAnotherNodeAsItWas() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "linked");
    SortedMap<String, Integer> saved = TestProfile.contents(here);
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);

    Path there = vaults.opened("b", 156, true);

    assertThat(TestProfile.contents(there)).isEqualTo(saved).hasSize(6);
    assertThat(there.resolve("Default/History")).doesNotExist();
  }

  @Test
  void aFolderThatSomebodyTookAwayIsNotSavedAsANewVersion() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "linked");
    SortedMap<String, Integer> saved = TestProfile.contents(here);
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);
    ProfileFiles.delete(here);

    assertThatThrownBy(() -> vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here))
        .isInstanceOf(VaultException.class);

    assertThat(vaults.restored()).isEqualTo(saved);
  }

  @Test
  void aFormerOwnerChangesNothing() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "old owner");
    long former = vaults.epoch();
    vaults.on("a", 156).saveClosed(ALICE, former, here);
    Path there = vaults.opened("b", 156, true);

    TestProfile.write(here, "too late");

    assertThatThrownBy(() -> vaults.on("a", 156).saveClosed(ALICE, former, here))
        .isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> vaults.on("a", 156).unlinked(ALICE, former))
        .isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> vaults.on("a", 156).prepare(ALICE, former, false, here))
        .isInstanceOf(StaleEpochException.class);
    vaults.on("b", 156).saveClosed(ALICE, vaults.epoch(), there);
    assertThat(vaults.restored()).isEqualTo(TestProfile.contents(there));
  }

  @Test
  void aFolderIsUsedAgainWhereNoBrowserWasElsewhereSince() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "saved");
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);
    TestProfile.write(here, "newer than what was saved, then killed");

    Path again = vaults.opened("a", 156, true);

    assertThat(Files.readString(again.resolve("Default/Cookies"))).startsWith("newer");
  }

  @Test
  void aFolderThatWasLeftBehindIsNeverUsedAgain() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "left behind");
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);
    Path there = vaults.opened("b", 156, true);
    TestProfile.write(there, "lived elsewhere");
    vaults.on("b", 156).saveClosed(ALICE, vaults.epoch(), there);

    Path back = vaults.opened("a", 156, true);

    assertThat(Files.readString(back.resolve("Default/Cookies"))).startsWith("lived elsewhere");
  }

  @Test
  void anOlderChromiumRefusesANewerProfile() throws Exception {
    Path here = vaults.opened("a", 157, true);
    TestProfile.write(here, "newer");
    vaults.on("a", 157).saveClosed(ALICE, vaults.epoch(), here);

    assertThatThrownBy(() -> vaults.opened("b", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("saved by Chromium 157 and this node has 156");
    assertThatThrownBy(() -> vaults.opened("a", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("last used by Chromium 157");
    Path newer = vaults.opened("c", 158, true);
    assertThat(Files.readString(newer.resolve("Default/Cookies"))).startsWith("newer");
  }

  @Test
  void aLinkedSessionWhoseProfileIsNowhereIsRefusedInsteadOfGettingACode() throws Exception {
    vaults.opened("a", 156, false);

    assertThatThrownBy(() -> vaults.opened("b", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("its last browser was on a");
  }

  @Test
  void aDamagedVersionIsPassedOver() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "good");
    vaults.archive(vaults.store()).save(ALICE, vaults.epoch(), 156, here);
    TestProfile.write(here, "damaged");
    vaults.archive(vaults.store()).save(ALICE, vaults.epoch(), 156, here);
    vaults.execute("UPDATE profile_version SET manifest = ? WHERE version = 2", new byte[40]);

    Path there = vaults.opened("b", 156, true);

    assertThat(Files.readString(there.resolve("Default/Cookies"))).startsWith("good");
    assertThat(vaults.on("b", 156).verify(ALICE))
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("version 2 was changed"));
  }
}
