package org.openwa.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openwa.message.MessageCounts;
import org.openwa.message.MessageStore;
import org.openwa.model.SessionId;
import org.openwa.session.SessionView;
import org.openwa.vault.SavedProfile;
import org.openwa.vault.SavedProfiles;

/**
 * Adds what the messages and the vault say to sessions. A session must be seen while the database
 * is away, so the numbers may be missing, and nobody waits long for them.
 */
final class Statistics {

  private final MessageStore messages;
  private final SavedProfiles profiles;
  private final Duration patience;

  Statistics(MessageStore messages, SavedProfiles profiles, Duration patience) {
    this.messages = messages;
    this.profiles = profiles;
    this.patience = patience;
  }

  CompletionStage<List<SessionJson>> of(List<SessionView> sessions) {
    List<SessionId> ids = sessions.stream().map(SessionView::id).toList();
    return inTime(messages.counts(ids))
        .thenCombine(
            inTime(profiles.newest(ids)),
            (counts, saved) -> sessions.stream().map(merge(counts, saved)).toList());
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
      Optional<Map<SessionId, SavedProfile>> saved) {
    return session ->
        SessionJson.of(
            session,
            counts.map(all -> all.getOrDefault(session.id(), MessageCounts.NONE)),
            saved.map(all -> all.get(session.id())));
  }
}
