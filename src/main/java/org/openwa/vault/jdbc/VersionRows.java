package org.openwa.vault.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openwa.model.SessionId;
import org.openwa.vault.VaultStore;

/**
 * Rows of the tables {@code profile_version}, {@code profile_version_blob} and {@code
 * profile_part}, inside a transaction of {@link JdbcVaultStore}.
 */
final class VersionRows {

  private VersionRows() {}

  static VaultStore.Version read(ResultSet row) throws SQLException {
    return new VaultStore.Version(
        row.getLong("version"),
        row.getLong("epoch"),
        row.getInt("chromium"),
        row.getInt("files"),
        row.getLong("bytes"),
        row.getTimestamp("saved_at").toInstant(),
        row.getBytes("manifest"));
  }

  /** Adds a version, all of whose contents must be stored. */
  static void add(
      Handle handle, SessionId session, VaultStore.Version version, Map<String, Integer> parts) {
    if (!stored(handle, session).entrySet().containsAll(parts.entrySet())) {
      throw new IllegalStateException("parts of the profile are not stored");
    }
    insert(handle, session, version);
    PreparedBatch uses =
        handle.prepareBatch(
            "INSERT INTO profile_version_blob (session_id, version, blob, parts)"
                + " VALUES (?, ?, ?, ?)");
    parts.forEach((blob, count) -> uses.add(session.value(), version.number(), blob, count));
    uses.execute();
  }

  static void keepNewest(Handle handle, SessionId session, int count) {
    handle.execute(
        """
        DELETE FROM profile_version
        WHERE session_id = ? AND retired_at IS NULL AND version NOT IN (
          SELECT version FROM profile_version WHERE session_id = ? AND retired_at IS NULL
          ORDER BY version DESC LIMIT ?)
        """,
        session.value(),
        session.value(),
        count);
  }

  /** Under the lock of the fence: a version may be about to use what no other one does. */
  static int removeRetired(Handle handle, SessionId session, Instant before) {
    handle
        .createQuery("SELECT epoch FROM lease WHERE session_id = :session FOR UPDATE")
        .bind("session", session.value())
        .mapTo(Long.class)
        .list();
    int removed =
        handle.execute(
            "DELETE FROM profile_version WHERE session_id = ? AND retired_at < ?",
            session.value(),
            before);
    removeUnused(handle, session);
    return removed;
  }

  /** How many parts of each content there are. */
  private static Map<String, Integer> stored(Handle handle, SessionId session) {
    return counts(
        handle,
        session,
        "SELECT blob, COUNT(*) AS parts FROM profile_part WHERE session_id = :session"
            + " GROUP BY blob");
  }

  static Map<String, Integer> counts(Handle handle, SessionId session, String query) {
    return handle
        .createQuery(query)
        .bind("session", session.value())
        .reduceRows(
            new HashMap<>(),
            (all, row) -> {
              all.put(row.getColumn("blob", String.class), row.getColumn("parts", Integer.class));
              return all;
            });
  }

  private static void insert(Handle handle, SessionId session, VaultStore.Version version) {
    handle.execute(
        """
        INSERT INTO profile_version
          (session_id, version, epoch, chromium, files, bytes, saved_at, manifest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        session.value(),
        version.number(),
        version.epoch(),
        version.chromium(),
        version.files(),
        version.bytes(),
        version.savedAt(),
        version.manifest());
  }

  /** What no version needs. Only under the fence, or it might be of a save that is under way. */
  static void removeUnused(Handle handle, SessionId session) {
    handle.execute(
        """
        DELETE FROM profile_version_blob WHERE session_id = ? AND version NOT IN (
          SELECT version FROM profile_version WHERE session_id = ?)
        """,
        session.value(),
        session.value());
    handle.execute(
        """
        DELETE FROM profile_part WHERE session_id = ? AND blob NOT IN (
          SELECT blob FROM profile_version_blob WHERE session_id = ?)
        """,
        session.value(),
        session.value());
  }
}
