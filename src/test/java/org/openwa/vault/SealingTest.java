package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.SessionId;

/** What the vault writes, byte by byte, without a store. */
class SealingTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final SessionId BOB = new SessionId("bob");

  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.make(ALICE, random);
  private final byte[] plain = "the link".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void whatIsSealedOpensOnlyInItsPlace() {
    byte[] sealed = key.seal(random, plain, "part", ALICE, "name", 3);

    assertThat(key.open(sealed, "part", ALICE, "name", 3)).isEqualTo(plain);
    for (Object[] elsewhere :
        List.of(
            new Object[] {"part", BOB, "name", 3},
            new Object[] {"part", ALICE, "other", 3},
            new Object[] {"part", ALICE, "name", 4},
            new Object[] {"manifest", ALICE, "name", 3})) {
      assertThatThrownBy(() -> key.open(sealed, elsewhere)).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void noByteOfWhatIsSealedCanBeChangedOrLeftOut() {
    byte[] sealed = key.seal(random, plain, "part");

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      byte[] shorter = Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> key.open(changed, "part")).isInstanceOf(VaultException.class);
      assertThatThrownBy(() -> key.open(shorter, "part")).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void theSameContentHasAnotherNameInAnotherSession() {
    byte[] name = key.naming().doFinal(plain);

    assertThat(key.naming().doFinal(plain)).isEqualTo(name);
    assertThat(DataKey.make(BOB, random).naming().doFinal(plain)).isNotEqualTo(name);
  }

  @Test
  void aDataKeyIsOfOneSessionAndOneKeyOfTheFile() {
    VaultKeys keys = VaultKeys.readOrMake(folder.resolve("keys"), random);
    WrappedKey wrapped = key.wrap(keys.newest(), random);
    VaultKeys others = VaultKeys.readOrMake(folder.resolve("others"), random);

    DataKey back = DataKey.unwrap(ALICE, wrapped, keys);

    assertThat(back.open(key.seal(random, plain, "x"), "x")).isEqualTo(plain);
    assertThatThrownBy(() -> DataKey.unwrap(BOB, wrapped, keys)).isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> DataKey.unwrap(ALICE, wrapped, others))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("has no key " + wrapped.keyId());
  }

  @Test
  void aKeyFileThatIsMadeIsItsOwnersOnlyAndKeepsItsOldKeys() throws Exception {
    Path file = folder.resolve("keys");
    VaultKeys first = VaultKeys.readOrMake(file, random);

    VaultKeys second = VaultKeys.addTo(file, random);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(second.newest().id()).isNotEqualTo(first.newest().id());
    assertThat(VaultKeys.read(file).find(first.newest().id()).secret().getEncoded())
        .isEqualTo(first.newest().secret().getEncoded());
  }

  @Test
  void aKeyFileThatCannotBeUsedSaysWhyAndShowsNoKey() throws Exception {
    Path broken = folder.resolve("broken");
    Files.writeString(broken, "k1 c2VjcmV0\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rw-------"));
    Path open = folder.resolve("open");
    Files.writeString(open, "");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> VaultKeys.read(folder.resolve("none")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> VaultKeys.read(broken))
        .hasMessageContaining("is no key")
        .hasMessageNotContaining("c2VjcmV0");
    assertThatThrownBy(() -> VaultKeys.read(open)).hasMessageContaining("chmod 600");
  }

  @Test
  void whatIsPackedIsTheSameAfterwardsAndNeverLargerThanItsLimit() {
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);

    for (byte[] bytes : List.of(new byte[0], new byte[1000], noise, plain)) {
      byte[] packed = Packing.pack(bytes, bytes.length);
      assertThat(packed.length).isLessThanOrEqualTo(bytes.length + 1);
      assertThat(Packing.unpack(packed)).isEqualTo(bytes);
    }
    byte[] tooLarge = Packing.pack(new byte[Packing.LARGEST + 1], Packing.LARGEST + 1);
    assertThatThrownBy(() -> Packing.unpack(tooLarge)).isInstanceOf(VaultException.class);
  }

  @Test
  void aListOfFilesCannotLeadOutOfTheProfile() {
    for (String name :
        List.of("../x", "/etc/passwd", "Default/History", "Default/IndexedDB/../../x")) {
      assertThatThrownBy(() -> ProfileFiles.resolve(folder, name))
          .isInstanceOf(VaultException.class);
    }
  }
}
