package org.openwa.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.SessionId;

class FolderMediaStoreTest {

  private static final SessionId ALICE = new SessionId("alice");

  @TempDir Path folder;

  @Test
  void whatIsKeptIsReadFromEveryOffset() throws IOException {
    KeptFile file = store().keep(ALICE, bytes("hello")::transferTo, 5);

    assertThat(file.size()).isEqualTo(5);
    assertThat(file.sha256())
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(read(file, 0)).contains("hello");
    assertThat(read(file, 3)).contains("lo");
    assertThat(read(file, 5)).contains("");
  }

  @Test
  void nothingIsLeftOfAFileThatIsTooLarge() throws IOException {
    assertThatThrownBy(() -> store().keep(ALICE, bytes("hello!")::transferTo, 5))
        .isInstanceOfSatisfying(
            MediaException.class,
            failure -> assertThat(failure.kind()).isEqualTo(MediaException.Kind.TOO_LARGE));

    assertThat(files()).isEmpty();
  }

  @Test
  void nothingIsLeftOfAFileThatBreaksOff() throws IOException {
    InputStream broken =
        new InputStream() {
          private int left = 3;

          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
              throw new IOException("cable");
            }
            left--;
            return 1;
          }
        };

    assertThatThrownBy(() -> store().keep(ALICE, broken::transferTo, 5))
        .isInstanceOfSatisfying(
            MediaException.class,
            failure -> assertThat(failure.kind()).isEqualTo(MediaException.Kind.BROKEN_OFF));

    assertThat(files()).isEmpty();
  }

  @Test
  void aFileThatAnOperatorDeletedIsGone() throws IOException {
    KeptFile file = store().keep(ALICE, bytes("hello")::transferTo, 5);
    for (Path each : files()) {
      Files.delete(each);
    }

    assertThat(read(file, 0)).isEmpty();
    store().delete(ALICE, file.id());
  }

  @Test
  void onlyWhatIsOldIsCleanedUp() throws IOException {
    KeptFile old = store().keep(ALICE, bytes("old")::transferTo, 5);
    Instant longAgo = Instant.now().minus(Duration.ofDays(2));
    Files.setLastModifiedTime(folder.resolve("alice").resolve(old.id()), FileTime.from(longAgo));
    KeptFile young = store().keep(ALICE, bytes("young")::transferTo, 5);

    long deleted = store().deleteOlderThan(Instant.now().minus(Duration.ofDays(1)));

    assertThat(deleted).isEqualTo(1);
    assertThat(read(old, 0)).isEmpty();
    assertThat(read(young, 0)).contains("young");
  }

  @Test
  void aSessionLeavesNothingBehind() throws IOException {
    store().keep(ALICE, bytes("hello")::transferTo, 5);

    store().deleteAll(ALICE);
    store().deleteAll(ALICE);

    assertThat(folder.resolve("alice")).doesNotExist();
  }

  private FolderMediaStore store() {
    return new FolderMediaStore(folder, Clock.systemUTC(), new Random());
  }

  private Optional<String> read(KeptFile file, long offset) throws IOException {
    Optional<InputStream> found = store().read(ALICE, file.id(), offset);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream stream = found.get()) {
      return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
