package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.SessionId;

/** Profiles and the keys that they are sealed with, in each database. */
@ParameterizedClass
@MethodSource("org.openwa.testing.Databases#kinds")
class SealedProfileTest {

  private static final SessionId ALICE = TestVaults.ALICE;

  @TempDir private Path disk;

  private final Supplier<DatabaseSettings> kind;
  private TestVaults vaults;

  SealedProfileTest(Supplier<DatabaseSettings> kind) {
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
  void nothingOfAProfileCanBeReadInTheDatabase() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "a word that must not be found");

    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);

    List<byte[]> stored =
        vaults.ask(
            "SELECT sealed FROM profile_part UNION ALL SELECT manifest FROM"
                + " profile_version UNION ALL SELECT sealed FROM profile_key");
    assertThat(stored).hasSizeGreaterThan(5);
    for (byte[] bytes : stored) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(text).doesNotContain("word").doesNotContain("Cookies");
    }
  }

  @Test
  void aNewKeyWrapsAgainAndTheOldOneIsNotNeededAnyMore() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "rotated");
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);
    List<byte[]> parts = vaults.ask("SELECT sealed FROM profile_part ORDER BY blob");

    VaultKeys.addTo(vaults.keyFile(), new SecureRandom());
    int rewrapped = vaults.on("a", 156).rewrapKeys();
    int again = vaults.on("a", 156).rewrapKeys();
    forgetOldKeys();
    Path there = vaults.opened("b", 156, true);

    assertThat(rewrapped).isEqualTo(1);
    assertThat(again).isZero();
    assertThat(TestProfile.contents(there)).isEqualTo(TestProfile.contents(here));
    assertThat(vaults.ask("SELECT sealed FROM profile_part ORDER BY blob"))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(parts);
  }

  @Test
  void withoutItsKeyAProfileIsNotBroughtBackAndTheReasonIsSaid() throws Exception {
    Path here = vaults.opened("a", 156, true);
    TestProfile.write(here, "locked");
    vaults.on("a", 156).saveClosed(ALICE, vaults.epoch(), here);
    Files.delete(vaults.keyFile());
    VaultKeys.readOrMake(vaults.keyFile(), new SecureRandom());

    assertThatThrownBy(() -> vaults.opened("b", 156, true))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("the vault key file has no key");
  }

  private void forgetOldKeys() throws IOException {
    String newest = VaultKeys.read(vaults.keyFile()).newest().id();
    List<String> lines = Files.readAllLines(vaults.keyFile());
    Files.write(vaults.keyFile(), lines.stream().filter(line -> line.startsWith(newest)).toList());
  }
}
