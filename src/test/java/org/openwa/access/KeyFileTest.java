package org.openwa.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

  private static final String LONG = "0123456789abcdef0123456789ABCDEF";

  @TempDir Path directory;

  @Test
  void aKeyIsMadeOnceForItsOwnerOnly() throws Exception {
    Path file = directory.resolve("data/api-key");

    KeyFile first = KeyFile.open(file, new SecureRandom());
    KeyFile second = KeyFile.open(file, new SecureRandom());

    String key = Files.readString(file).strip();
    assertThat(key).matches("owa_[0-9a-f]{64}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(first.made()).isTrue();
    assertThat(second.made()).isFalse();
    assertThat(first.key().caller(key))
        .isCompletedWithValue(
            Optional.of(new Caller(FixedKey.ID, "admin", Role.ADMIN, Limits.NONE)));
    assertThat(second.key().caller(key)).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(first.toString()).doesNotContain(key);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws Exception {
    Path file = write(LONG, "rw-r-----");

    assertThatIllegalStateException()
        .isThrownBy(() -> KeyFile.open(file, new SecureRandom()))
        .withMessageContaining("openwa.api-key")
        .withMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "0123456789abcdef 0123456789abcdef",
        "å123456789abcdef0123456789abcdef"
      })
  void aFileWithoutAKeyInItIsRefused(String text) throws Exception {
    Path file = write(text, "rw-------");

    assertThatIllegalStateException()
        .isThrownBy(() -> KeyFile.open(file, new SecureRandom()))
        .withMessageContaining(file.toString())
        .withMessageContaining("32");
  }

  @Test
  void aFolderIsNoKeyFile() {
    assertThatIllegalStateException()
        .isThrownBy(() -> KeyFile.open(directory, new SecureRandom()))
        .withMessageContaining("plain file");
  }

  @Test
  void theKeyOfTheSettingsIsTheOnlyOne() {
    FixedKey key = FixedKey.of(LONG);

    assertThat(key.caller(LONG)).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(key.caller(LONG + "x")).isCompletedWithValue(Optional.empty());
    assertThat(key.caller("")).isCompletedWithValue(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef\n0123456789abcdef"
      })
  void aSettingThatIsNoKeyIsNamedAndNotShown(String text) {
    assertThatIllegalStateException()
        .isThrownBy(() -> FixedKey.of(text))
        .withMessageStartingWith("openwa.api-key must be 32");
  }

  private Path write(String text, String permissions) throws Exception {
    Path file = Files.writeString(directory.resolve("api-key"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
