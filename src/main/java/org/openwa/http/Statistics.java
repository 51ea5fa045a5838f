package org.openwa.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.SessionMemory;
import org.openwa.message.MessageCounts;
import org.openwa.message.MessageStore;
import org.openwa.model.SessionId;
import org.openwa.session.SessionView;
import org.openwa.vault.SavedProfile;
import org.openwa.vault.SavedProfiles;

/**
 * Adds what the messages, the vault and the measurements say to sessions. A session must be seen
 * while the database is away, so the numbers may be missing, and nobody waits long for them.
 */
final class Statistics {

  private final MessageStore messages;
  private final SavedProfiles profiles;
  private final MemoryBoard memory;
  private final Duration patience;

  Statistics(MessageStore messages, SavedProfiles profiles, MemoryBoard memory, Duration patience) {
    this.messages = messages;
    this.profiles = profiles;
    this.memory = memory;
    this.patience = patience;
  }

  CompletionStage<List<SessionJson>> of(List<SessionView> sessions) {
    List<SessionId> ids = sessions.stream().map(SessionView::id).toList();
    Map<SessionId, SessionMemory> measured = memory.sessions();
    return inTime(messages.counts(ids))
        .thenCombine(
            inTime(profiles.newest(ids)),
            (counts, saved) -> sessions.stream().map(merge(counts, saved, measured)).toList());
  }

  private <T> CompletionStage<Optional<T>> inTime(CompletionStage<T> answer) {
    return answer
        .toCompletableFuture()
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle((found, _) -> Optional.ofNullable(found));
  }

  private static Function<SessionView, SessionJson> merge(
      Optional<Map<SessionId, MessageCounts>> counts,
      Optional<Map<SessionId, SavedProfile>> saved,
      Map<SessionId, SessionMemory> measured) {
    return session ->
        SessionJson.of(
            session,
            counts.map(all -> all.getOrDefault(session.id(), MessageCounts.NONE)),
            saved.map(all -> all.get(session.id())),
            Optional.ofNullable(measured.get(session.id())));
  }
}
