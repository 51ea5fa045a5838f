package org.openwa.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openwa.database.DatabaseSettings;

/** A database on disk that keeps what it has acknowledged, and is gone after the run. */
record BenchDatabase(DatabaseSettings settings, Closing closing) implements AutoCloseable {

  /** How it is taken away. */
  @FunctionalInterface
  interface Closing {
    void close() throws IOException;
  }

  private static final int POOL = 8;

  static BenchDatabase open(String kind) throws IOException {
    Path folder = Path.of("target", "bench", kind + "-" + ProcessHandle.current().pid());
    Files.createDirectories(folder);
    return switch (kind) {
      case "h2" ->
          new BenchDatabase(
              new DatabaseSettings(
                  DatabaseSettings.Adapter.H2, DatabaseSettings.h2File(folder), "sa", "", POOL),
              () -> delete(folder));
      case "postgresql" -> {
        EmbeddedPostgres server = durable(folder);
        yield new BenchDatabase(
            new DatabaseSettings(
                DatabaseSettings.Adapter.POSTGRESQL,
                server.getJdbcUrl("postgres", "postgres"),
                "postgres",
                "",
                POOL),
            () -> {
              server.close();
              delete(folder);
            });
      }
      default -> throw new IllegalArgumentException("neither h2 nor postgresql: " + kind);
    };
  }

  /**
   * The embedded server is made for tests: out of the box it acknowledges before it has written.
   */
  private static EmbeddedPostgres durable(Path folder) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.toAbsolutePath())
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
