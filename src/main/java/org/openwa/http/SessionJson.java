package org.openwa.http;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openwa.memory.SessionMemory;
import org.openwa.message.MessageCounts;
import org.openwa.model.Account;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;
import org.openwa.vault.SavedProfile;

/**
 * A session as JSON.
 *
 * @param profile null where none is saved, or the database did not say it in time
 * @param memory null while it has no browser that was measured
 */
record SessionJson(
    String id,
    String name,
    SessionStatus status,
    @Nullable String statusReason,
    Instant statusSince,
    Desired desired,
    @Nullable String phone,
    @Nullable String pushName,
    @Nullable String platform,
    @Nullable String node,
    long epoch,
    Instant createdAt,
    @Nullable Instant connectedAt,
    @Nullable Instant lastMessageAt,
    Config config,
    Stats stats,
    @Nullable Profile profile,
    MemoryJson.@Nullable OfSession memory) {

  /** What the caller asked for last. */
  enum Desired {
    RUNNING,
    STOPPED
  }

  /** What a caller may set. */
  record Config(boolean autoReconnect) {}

  /** Null where the database did not say it in time. */
  record Stats(@Nullable Long messagesSent, @Nullable Long messagesReceived, long reconnects) {}

  /** The newest version of its browser's profile in the vault. */
  record Profile(long version, long epoch, Instant savedAt, long bytes) {

    static Profile of(SavedProfile saved) {
      return new Profile(saved.version(), saved.epoch(), saved.savedAt(), saved.bytes());
    }
  }

  /** A session with its counts and its saved profile; without, where the database is away. */
  static SessionJson of(
      SessionView view,
      Optional<MessageCounts> counts,
      Optional<SavedProfile> saved,
      Optional<SessionMemory> memory) {
    Account account = view.account();
    return new SessionJson(
        view.id().value(),
        view.name(),
        view.status(),
        view.statusReason(),
        view.statusSince(),
        view.shouldRun() ? Desired.RUNNING : Desired.STOPPED,
        account == null ? null : account.phone(),
        account == null ? null : account.pushName(),
        account == null ? null : account.platform(),
        view.node(),
        view.epoch(),
        view.createdAt(),
        view.connectedAt(),
        counts.flatMap(MessageCounts::lastMessageAt).orElse(null),
        new Config(view.config().autoReconnect()),
        new Stats(
            counts.map(MessageCounts::sent).orElse(null),
            counts.map(MessageCounts::received).orElse(null),
            view.reconnects()),
        saved.map(Profile::of).orElse(null),
        memory.map(MemoryJson.OfSession::of).orElse(null));
  }

  /** The answer to what goes on in the background. */
  record Brief(String id, SessionStatus status) {

    static Brief of(SessionView view) {
      return new Brief(view.id().value(), view.status());
    }
  }
}
