package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.SessionId;

/** What becomes of the profile of a session that was unlinked, in each database. */
@ParameterizedClass
@MethodSource("org.openwa.testing.Databases#kinds")
class UnlinkedProfileTest {

  private static final SessionId ALICE = TestVaults.ALICE;

  @TempDir private Path disk;

  private final Supplier<DatabaseSettings> kind;
  private TestVaults vaults;

  UnlinkedProfileTest(Supplier<DatabaseSettings> kind) {
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
  void whatWasUnlinkedIsNotBroughtBackAndGoesAfterAWhile() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "unlinked");
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);

    vaults.on("a", 156).unlinked(ALICE, vaults.epoch());
    vaults.clock().advance(Duration.ofDays(1));
    int early = vaults.store().removeRetired(vaults.clock().instant().minus(Duration.ofDays(2)));
    Path fresh = vaults.opened("b", 156, false);
    int late = vaults.store().removeRetired(vaults.clock().instant());

    assertThat(TestProfile.contents(fresh)).isEmpty();
    assertThat(vaults.store().versions(ALICE)).isEmpty();
    assertThat(early).isZero();
    assertThat(late).isEqualTo(1);
    assertThat(vaults.ask("SELECT sealed FROM profile_part")).isEmpty();
  }

  @Test
  void anUnlinkingThatTheVaultDidNotHearOfIsSeenToAtTheNextStart() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "unlinked unheard");
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);

    Path fresh = vaults.opened("b", 156, false);

    assertThat(TestProfile.contents(fresh)).isEmpty();
    assertThat(vaults.store().versions(ALICE)).isEmpty();
  }
}
