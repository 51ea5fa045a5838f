package org.openwa.database;

import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings the schema forward, never back. A migration that older programs can live with leaves
 * {@code min_program_version} alone, so that nodes of both versions run together during an upgrade.
 */
final class Migrations {

  private Migrations() {}

  static void run(DataSource dataSource, DatabaseSettings.Adapter adapter, String programVersion) {
    Jdbi.create(dataSource)
        .withHandle(Migrations::minimumVersion)
        .filter(minimum -> isOlder(programVersion, minimum))
        .ifPresent(minimum -> {
          throw new SchemaException(
              "The database is newer than this program: it needs version %s or later, this is %s."
                  .formatted(minimum, programVersion));
        });
    flyway(dataSource, adapter).migrate();
  }

  static Schema look(DataSource dataSource, DatabaseSettings.Adapter adapter) {
    MigrationInfoService found = flyway(dataSource, adapter).info();
    return new Schema(
        Optional.ofNullable(found.current()).map(now -> now.getVersion().getVersion()),
        Stream.of(found.pending())
            .map(next -> new Schema.Step(next.getVersion().getVersion(), next.getDescription()))
            .toList(),
        Jdbi.create(dataSource).withHandle(Migrations::minimumVersion));
  }

  private static Flyway flyway(DataSource dataSource, DatabaseSettings.Adapter adapter) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations(adapter.migrations().toArray(String[]::new))
        .load();
  }

  private static boolean isOlder(String version, String other) {
    return !MigrationVersion.fromVersion(version).isAtLeast(other);
  }

  private static Optional<String> minimumVersion(Handle handle) {
    boolean fresh =
        handle
                .createQuery(
                    "SELECT count(*) FROM information_schema.tables"
                        + " WHERE table_name = 'compatibility'")
                .mapTo(Integer.class)
                .one()
            == 0;
    return fresh
        ? Optional.empty()
        : handle
            .createQuery("SELECT min_program_version FROM compatibility")
            .mapTo(String.class)
            .findFirst();
  }
}
