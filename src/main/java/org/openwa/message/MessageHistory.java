package org.openwa.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;

/**
 * What has happened to a message since it was written.
 *
 * @param editedAt when it was last edited; null: never
 * @param revokedAt when it was deleted for everyone; null: it was not
 * @param reactions at most one of each sender
 * @param votes where it is a poll; at most one of each voter
 */
public record MessageHistory(
    @Nullable Instant editedAt,
    @Nullable Instant revokedAt,
    List<Reaction> reactions,
    List<Vote> votes)
    implements CborSerializable {

  public static final MessageHistory NONE = new MessageHistory(null, null, List.of(), List.of());

  public MessageHistory {
    reactions = List.copyOf(reactions);
    votes = List.copyOf(votes);
  }

  /**
   * What somebody thinks of it.
   *
   * @param sender chat id of who reacted
   * @param at by the sender's clock
   */
  public record Reaction(String sender, String emoji, Instant at) implements CborSerializable {}

  /**
   * What somebody chose.
   *
   * @param voter chat id of who voted
   * @param options what was chosen, in words; empty where the vote was taken back
   * @param at by the voter's clock
   */
  public record Vote(String voter, List<String> options, Instant at) implements CborSerializable {

    public Vote {
      options = List.copyOf(options);
    }
  }

  public boolean isRevoked() {
    return revokedAt != null;
  }
}
