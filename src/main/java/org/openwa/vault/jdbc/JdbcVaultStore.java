package org.openwa.vault.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openwa.database.Database;
import org.openwa.lease.jdbc.EpochFence;
import org.openwa.model.SessionId;
import org.openwa.vault.VaultStore;
import org.openwa.vault.WrappedKey;

/** Profiles as rows of the tables {@code profile_...}. */
public final class JdbcVaultStore implements VaultStore {

  private final Database database;
  private final Clock clock;

  public JdbcVaultStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** In a transaction, on a thread that may wait. */
  private <T> T ask(Database.Work<T> work) {
    try {
      return database.inTransaction(work).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void change(SessionId session, long epoch, Consumer<Handle> change) {
    ask(handle -> {
      EpochFence.require(handle, session, epoch);
      change.accept(handle);
      return true;
    });
  }

  @Override
  public Optional<LastStay> lastStay(SessionId session) {
    return ask(handle ->
        handle
            .createQuery("SELECT epoch, node FROM profile_stay WHERE session_id = :session")
            .bind("session", session.value())
            .map((row, _) -> new LastStay(row.getLong("epoch"), row.getString("node")))
            .findFirst());
  }

  @Override
  public void stay(SessionId session, long epoch, String node) {
    change(
        session,
        epoch,
        handle -> {
          handle.execute("DELETE FROM profile_stay WHERE session_id = ?", session.value());
          handle.execute(
              "INSERT INTO profile_stay (session_id, epoch, node, since) VALUES (?, ?, ?, ?)",
              session.value(),
              epoch,
              node,
              clock.instant());
        });
  }

  @Override
  public Optional<WrappedKey> key(SessionId session) {
    return ask(handle -> key(handle, session));
  }

  private static Optional<WrappedKey> key(Handle handle, SessionId session) {
    return handle
        .createQuery("SELECT key_id, sealed FROM profile_key WHERE session_id = :session")
        .bind("session", session.value())
        .map((row, _) -> new WrappedKey(row.getString("key_id"), row.getBytes("sealed")))
        .findFirst();
  }

  @Override
  public List<SessionId> notWrappedBy(String keyId) {
    return ask(handle ->
        handle
            .createQuery(
                "SELECT session_id FROM profile_key WHERE key_id <> :key ORDER BY session_id")
            .bind("key", keyId)
            .map((row, _) -> new SessionId(row.getString("session_id")))
            .list());
  }

  @Override
  public WrappedKey addKey(SessionId session, long epoch, WrappedKey wrapped) {
    return ask(handle -> {
      EpochFence.require(handle, session, epoch);
      handle.execute(
          "INSERT INTO profile_key (session_id, key_id, sealed) VALUES (?, ?, ?)"
              + " ON CONFLICT DO NOTHING",
          session.value(),
          wrapped.keyId(),
          wrapped.sealed());
      return key(handle, session).orElseThrow();
    });
  }

  @Override
  public boolean replaceKey(SessionId session, WrappedKey former, WrappedKey wrapped) {
    return ask(handle ->
        handle.execute(
                "UPDATE profile_key SET key_id = ?, sealed = ? WHERE session_id = ? AND sealed = ?",
                wrapped.keyId(),
                wrapped.sealed(),
                session.value(),
                former.sealed())
            == 1);
  }

  @Override
  public Map<String, Integer> blobs(SessionId session) {
    return ask(handle ->
        VersionRows.counts(
            handle,
            session,
            "SELECT DISTINCT blob, parts FROM profile_version_blob WHERE session_id = :session"));
  }

  @Override
  public void write(SessionId session, long epoch, List<Part> parts) {
    change(
        session,
        epoch,
        handle -> {
          PreparedBatch replace =
              handle.prepareBatch(
                  "DELETE FROM profile_part WHERE session_id = ? AND blob = ? AND position >= ?");
          PreparedBatch insert =
              handle.prepareBatch(
                  "INSERT INTO profile_part (session_id, blob, position, sealed) VALUES (?, ?, ?,"
                      + " ?)");
          for (Part part : parts) {
            replace.add(session.value(), part.blob(), part.position());
            insert.add(session.value(), part.blob(), part.position(), part.sealed());
          }
          replace.execute();
          insert.execute();
        });
  }

  @Override
  public Optional<byte[]> read(SessionId session, String blob, int position) {
    return ask(handle ->
        handle
            .createQuery(
                "SELECT sealed FROM profile_part"
                    + " WHERE session_id = :session AND blob = :blob AND position = :position")
            .bind("session", session.value())
            .bind("blob", blob)
            .bind("position", position)
            .mapTo(byte[].class)
            .findFirst());
  }

  @Override
  public List<SessionId> sessions() {
    return ask(handle ->
        handle
            .createQuery(
                "SELECT DISTINCT session_id FROM profile_version WHERE retired_at IS NULL"
                    + " ORDER BY session_id")
            .map((row, _) -> new SessionId(row.getString("session_id")))
            .list());
  }

  @Override
  public List<Version> versions(SessionId session) {
    return ask(handle ->
        handle
            .createQuery(
                "SELECT * FROM profile_version"
                    + " WHERE session_id = :session AND retired_at IS NULL ORDER BY version DESC")
            .bind("session", session.value())
            .map((row, _) -> VersionRows.read(row))
            .list());
  }

  @Override
  public long nextVersion(SessionId session) {
    return ask(handle ->
        handle
            .createQuery(
                "SELECT COALESCE(MAX(version), 0) + 1 FROM profile_version"
                    + " WHERE session_id = :session")
            .bind("session", session.value())
            .mapTo(Long.class)
            .one());
  }

  @Override
  public void complete(SessionId session, Version version, Map<String, Integer> parts, int keep) {
    change(
        session,
        version.epoch(),
        handle -> {
          VersionRows.add(handle, session, version, parts);
          VersionRows.keepNewest(handle, session, keep);
          VersionRows.removeUnused(handle, session);
        });
  }

  @Override
  public void confirm(SessionId session, long epoch, long version) {
    change(
        session,
        epoch,
        handle ->
            handle.execute(
                "UPDATE profile_version SET saved_at = ? WHERE session_id = ? AND version = ?",
                clock.instant(),
                session.value(),
                version));
  }

  @Override
  public boolean retire(SessionId session, long epoch) {
    return ask(handle -> {
      EpochFence.require(handle, session, epoch);
      return handle.execute(
              "UPDATE profile_version SET retired_at = ?"
                  + " WHERE session_id = ? AND retired_at IS NULL",
              clock.instant(),
              session.value())
          > 0;
    });
  }

  /** A save that is under way meanwhile may find contents gone; it fails then and comes again. */
  @Override
  public int removeRetired(Instant before) {
    List<SessionId> sessions =
        ask(handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT session_id FROM profile_version WHERE retired_at < :before")
                .bind("before", before)
                .map((row, _) -> new SessionId(row.getString("session_id")))
                .list());
    return sessions.stream()
        .mapToInt(session -> ask(handle -> VersionRows.removeRetired(handle, session, before)))
        .sum();
  }
}
