package org.openwa.database;

import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings the schema forward, never back. A migration that older programs can live with leaves
 * {@code min_program_version} alone, so that nodes of both versions run together during an upgrade.
 */
final class Migrations {

  private Migrations() {}

  /** On a connection of its own, which may be silent: a migration can take long. */
  static void run(DatabaseSettings settings, String programVersion) {
    Jdbi.create(settings.url(), settings.user(), settings.password())
        .withHandle(Migrations::minimumVersion)
        .filter(minimum -> isOlder(programVersion, minimum))
        .ifPresent(minimum -> {
          throw new SchemaException(
              "The database is newer than this program: it needs version %s or later, this is %s."
                  .formatted(minimum, programVersion));
        });
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations(settings.adapter().migrations().toArray(String[]::new))
        .load()
        .migrate();
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
