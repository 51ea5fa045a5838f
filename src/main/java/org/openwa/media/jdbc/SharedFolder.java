package org.openwa.media.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;

/**
 * Makes sure that all nodes of a cluster keep files in the same folder: the database and a file in
 * the folder bear the same mark. The first node makes it.
 */
public final class SharedFolder {

  static final String MARK = ".openwa-media";

  private SharedFolder() {}

  /**
   * Checks the folder, and makes the mark where there is none yet.
   *
   * @param newMark what the mark is to be, where this is the first node of all
   * @throws IllegalStateException whose message is for the operator
   */
  public static void require(Database database, Path folder, String newMark) {
    String mark =
        database.inTransaction(handle -> mark(handle, newMark)).toCompletableFuture().join();
    Path file = folder.resolve(MARK);
    try {
      Files.createDirectories(folder);
      Optional<String> found =
          Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
      if (found.isEmpty() && mark.equals(newMark)) {
        Files.writeString(file, mark);
      } else if (!found.equals(Optional.of(mark))) {
        throw new IllegalStateException(
            "openwa.media.directory (OPENWA_MEDIA_DIR) is not the folder that this installation's"
                + " files lie in: "
                + file
                + (found.isEmpty() ? " is missing" : " bears another mark")
                + ". All nodes must share one volume. If it is the right one, write "
                + mark
                + " into that file.");
      }
      touch(folder);
    } catch (IOException e) {
      throw new IllegalStateException(
          "openwa.media.directory (OPENWA_MEDIA_DIR) cannot be used: " + folder, e);
    }
  }

  /** Keeps the mark young: operators delete what is old. */
  public static void touch(Path folder) throws IOException {
    Path file = folder.resolve(MARK);
    if (Files.exists(file)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
  }

  private static String mark(Handle handle, String newMark) {
    handle.execute(
        "INSERT INTO media_folder (id, mark) VALUES (1, ?) ON CONFLICT DO NOTHING", newMark);
    return handle.select("SELECT mark FROM media_folder WHERE id = 1").mapTo(String.class).one();
  }
}
