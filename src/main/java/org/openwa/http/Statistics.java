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

/**
 * Adds what the messages say to sessions. A session must be seen while the database is away, so the
 * numbers may be missing, and nobody waits long for them.
 */
final class Statistics {

  private final MessageStore messages;
  private final Duration patience;

  Statistics(MessageStore messages, Duration patience) {
    this.messages = messages;
    this.patience = patience;
  }

  CompletionStage<List<SessionJson>> of(List<SessionView> sessions) {
    List<SessionId> ids = sessions.stream().map(SessionView::id).toList();
    return messages
        .counts(ids)
        .toCompletableFuture()
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle((counts, _) -> Optional.ofNullable(counts))
        .thenApply(counts -> sessions.stream().map(merge(counts)).toList());
  }

  private static Function<SessionView, SessionJson> merge(
      Optional<Map<SessionId, MessageCounts>> counts) {
    return session ->
        SessionJson.of(
            session, counts.map(all -> all.getOrDefault(session.id(), MessageCounts.NONE)));
  }
}
