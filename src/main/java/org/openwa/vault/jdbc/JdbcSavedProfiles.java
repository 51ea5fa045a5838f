package org.openwa.vault.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.database.Database;
import org.openwa.model.SessionId;
import org.openwa.vault.SavedProfile;
import org.openwa.vault.SavedProfiles;

/** Reads table {@code profile_version}. */
public final class JdbcSavedProfiles implements SavedProfiles {

  private final Database database;

  public JdbcSavedProfiles(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Map<SessionId, SavedProfile>> newest(Collection<SessionId> sessions) {
    if (sessions.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    return database.inTransaction(handle -> {
      Map<SessionId, SavedProfile> newest = new HashMap<>();
      handle
          .createQuery(
              """
              SELECT session_id, version, epoch, saved_at, bytes FROM profile_version
              WHERE session_id IN (<sessions>) AND retired_at IS NULL ORDER BY version
              """)
          .bindList("sessions", sessions.stream().map(SessionId::value).toList())
          .map((row, _) ->
              newest.put(
                  new SessionId(row.getString("session_id")),
                  new SavedProfile(
                      row.getLong("version"),
                      row.getLong("epoch"),
                      row.getTimestamp("saved_at").toInstant(),
                      row.getLong("bytes"))))
          .list();
      return newest;
    });
  }
}
