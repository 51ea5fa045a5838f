package org.openwa.media.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.Database;
import org.openwa.testing.Databases;

class SharedFolderTest {

  @TempDir Path shared;
  @TempDir Path other;

  private Database database;

  @BeforeEach
  void openDatabase() {
    database = Database.open(Databases.h2(), "0.1.0");
    SharedFolder.require(database, shared, "first");
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void everyNodeWithTheSameFolderStarts() throws IOException {
    assertThatCode(() -> SharedFolder.require(database, shared, "second"))
        .doesNotThrowAnyException();

    assertThat(Files.readString(shared.resolve(SharedFolder.MARK))).isEqualTo("first");
  }

  @Test
  void aNodeWithAnotherFolderDoesNotStartAndChangesNothing() {
    assertThatThrownBy(() -> SharedFolder.require(database, other, "second"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("OPENWA_MEDIA_DIR")
        .hasMessageContaining("first");

    assertThat(other.resolve(SharedFolder.MARK)).doesNotExist();
  }

  @Test
  void aFolderOfAnotherInstallationIsNotTaken() throws IOException {
    Files.writeString(other.resolve(SharedFolder.MARK), "foreign");

    assertThatThrownBy(() -> SharedFolder.require(database, other, "second"))
        .hasMessageContaining("another mark");
  }

  @Test
  void theMarkIsKeptYoung() throws IOException {
    Path mark = shared.resolve(SharedFolder.MARK);
    Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(Duration.ofDays(40))));

    SharedFolder.touch(shared);

    assertThat(Files.getLastModifiedTime(mark).toInstant())
        .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
  }
}
