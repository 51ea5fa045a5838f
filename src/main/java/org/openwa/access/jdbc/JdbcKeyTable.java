package org.openwa.access.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.openwa.access.ApiKey;
import org.openwa.access.KeyTable;
import org.openwa.access.KeyText;
import org.openwa.access.Role;
import org.openwa.access.Seal;
import org.openwa.database.Database;
import org.openwa.database.DatabaseClock;

/** Keys in table {@code api_key}. When one has run out, the database's clock says. */
public final class JdbcKeyTable implements KeyTable {

  private static final Duration NOTED = Duration.ofMinutes(1);

  private final Database database;
  private final DatabaseClock clock;
  private final SharedSecret secret;

  public JdbcKeyTable(Database database, DatabaseClock clock, Seal seal, SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.secret = new SharedSecret(seal, random);
  }

  @Override
  public CompletionStage<List<ApiKey>> list() {
    return database.inTransaction(handle ->
        handle
            .createQuery("SELECT * FROM api_key ORDER BY created_at, id")
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public CompletionStage<Optional<ApiKey>> find(String id) {
    return database.inTransaction(handle ->
        handle
            .createQuery("SELECT * FROM api_key WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> read(row))
            .findFirst());
  }

  @Override
  public CompletionStage<Boolean> add(ApiKey key, KeyText text) {
    // In a transaction of its own: another node's secret must be seen, whoever was first.
    return database
        .execute(secret::make)
        .thenCompose(_ -> database.inTransaction(handle -> insert(handle, key, text)));
  }

  private boolean insert(Handle handle, ApiKey key, KeyText text) {
    // Whoever adds a key locks this row, so that two cannot be the last one.
    handle.createQuery("SELECT name FROM shared_secret FOR UPDATE").mapTo(String.class).list();
    long present = handle.createQuery("SELECT COUNT(*) FROM api_key").mapTo(Long.class).one();
    if (present >= ApiKey.MAX) {
      return false;
    }
    handle
        .createUpdate(
            """
            INSERT INTO api_key (id, name, role, limits, hash, expires_at, created_at, created_by)
            VALUES (:id, :name, :role, :limits, :hash, :expiresAt, :createdAt, :createdBy)
            """)
        .bind("id", key.id())
        .bind("name", key.name())
        .bind("role", key.role().name())
        .bind("limits", LimitsJson.write(key.limits()))
        .bind("hash", secret.hash(handle, text).orElseThrow())
        .bind("expiresAt", key.expiresAt().orElse(null))
        .bind("createdAt", key.createdAt())
        .bind("createdBy", key.createdBy())
        .execute();
    return true;
  }

  @Override
  public CompletionStage<Boolean> remove(String id) {
    return database.inTransaction(
        handle -> handle.execute("DELETE FROM api_key WHERE id = ?", id) == 1);
  }

  /** The same work whether the id or the secret is wrong. */
  @Override
  public CompletionStage<Optional<ApiKey>> recognise(KeyText text) {
    return database.inTransaction(handle -> {
      String expected = secret.hash(handle, text).orElse("");
      Optional<Stored> stored =
          handle
              .createQuery("SELECT * FROM api_key WHERE id = :id")
              .bind("id", text.id())
              .map((row, _) -> new Stored(read(row), row.getString("hash")))
              .findFirst();
      boolean same = isSame(expected, stored.map(Stored::hash).orElse(""));
      Instant now = clock.now(handle);
      Optional<ApiKey> key =
          stored
              .filter(_ -> same)
              .map(Stored::key)
              .filter(found -> found.expiresAt().map(now::isBefore).orElse(true));
      key.ifPresent(found -> noteUse(handle, found, now));
      return key;
    });
  }

  private record Stored(ApiKey key, String hash) {}

  private static boolean isSame(String one, String other) {
    return !one.isEmpty()
        && MessageDigest.isEqual(
            one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static void noteUse(Handle handle, ApiKey key, Instant now) {
    if (key.lastUsedAt().map(last -> last.plus(NOTED).isBefore(now)).orElse(true)) {
      handle.execute("UPDATE api_key SET last_used_at = ? WHERE id = ?", now, key.id());
    }
  }

  /** Seals what the keys are hashed with by the first key of the vault's key file. Blocks. */
  public void sealAnew() {
    database.execute(secret::sealAnew).toCompletableFuture().join();
  }

  private static ApiKey read(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        LimitsJson.read(row.getString("limits")),
        instant(row.getTimestamp("expires_at")),
        row.getTimestamp("created_at").toInstant(),
        row.getString("created_by"),
        instant(row.getTimestamp("last_used_at")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp time) {
    return Optional.ofNullable(time).map(Timestamp::toInstant);
  }
}
