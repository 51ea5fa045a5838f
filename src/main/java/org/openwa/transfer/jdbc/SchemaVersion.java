package org.openwa.transfer.jdbc;

import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.openwa.transfer.TransferException;

/** Which migrations a database has seen. */
final class SchemaVersion {

  private SchemaVersion() {}

  static String of(Handle handle) {
    return handle
        .createQuery("SELECT version FROM flyway_schema_history WHERE success AND version <> ''")
        .mapTo(String.class)
        .stream()
        .map(MigrationVersion::fromVersion)
        .max(MigrationVersion::compareTo)
        .map(MigrationVersion::getVersion)
        .orElseThrow(() -> new TransferException("the database has no schema of OpenWA"));
  }

  static boolean isNewer(String version, String than) {
    return MigrationVersion.fromVersion(version).isNewerThan(than);
  }
}
