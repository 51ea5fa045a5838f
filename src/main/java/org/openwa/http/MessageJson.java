package org.openwa.http;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openwa.message.MessageHistory;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;

/**
 * A message as JSON.
 *
 * @param timestamp when we stored it
 * @param waTimestamp WhatsApp's own time, in seconds since 1970
 */
record MessageJson(
    String id,
    String chatId,
    String from,
    String to,
    @Nullable String author,
    @Nullable String senderName,
    boolean fromMe,
    String type,
    @Nullable String body,
    @Nullable String quotedMessageId,
    @Nullable Media media,
    @Nullable Location location,
    @Nullable List<Contact> contacts,
    @Nullable Poll poll,
    MessageStatus status,
    Instant timestamp,
    long waTimestamp,
    @Nullable Instant editedAt,
    boolean revoked,
    List<Reaction> reactions,
    List<Vote> votes) {

  /** What somebody thinks of it. */
  record Reaction(String sender, String emoji, Instant timestamp) {}

  /** What somebody chose, where it is a poll. */
  record Vote(String voter, List<String> options, Instant timestamp) {}

  /**
   * What is known of a file.
   *
   * @param size null where we do not keep it
   */
  record Media(
      String mimetype, @Nullable String filename, @Nullable Long size, @Nullable String sha256) {

    static @Nullable Media of(StoredMessage message) {
      MediaRef file = message.media();
      if (file != null) {
        return new Media(file.mimetype(), file.filename(), file.size(), file.sha256());
      }
      return message.mimetype() == null ? null : new Media(message.mimetype(), null, null, null);
    }
  }

  /** A point on the map, in degrees. */
  record Location(
      double latitude, double longitude, @Nullable String name, @Nullable String address) {

    static @Nullable Location of(@Nullable MessageDetails details) {
      return details
              instanceof MessageDetails.Place(var latitude, var longitude, var name, var address)
          ? new Location(latitude, longitude, name, address)
          : null;
    }
  }

  /** A card of a person; digits where it names a phone. */
  record Contact(String name, @Nullable String phone) {

    static @Nullable List<Contact> of(@Nullable MessageDetails details) {
      return details instanceof MessageDetails.Cards(var cards)
          ? cards.stream().map(card -> new Contact(card.name(), card.phone())).toList()
          : null;
    }
  }

  /** What one may choose from; the question is the body. */
  record Poll(List<String> options, boolean allowMultipleAnswers) {

    static @Nullable Poll of(@Nullable MessageDetails details) {
      return details instanceof MessageDetails.Choice(var options, var multiple)
          ? new Poll(options, multiple)
          : null;
    }
  }

  static MessageJson of(StoredMessage message) {
    MessageId quoted = message.quotedMessageId();
    MessageHistory history = message.history();
    return new MessageJson(
        message.id().value(),
        message.chatId().value(),
        message.from(),
        message.to(),
        message.author(),
        message.senderName(),
        message.fromMe(),
        message.type(),
        message.body(),
        quoted == null ? null : quoted.value(),
        Media.of(message),
        Location.of(message.details()),
        Contact.of(message.details()),
        Poll.of(message.details()),
        message.status(),
        message.timestamp(),
        message.waTimestamp(),
        history.editedAt(),
        history.isRevoked(),
        history.reactions().stream()
            .map(reaction -> new Reaction(reaction.sender(), reaction.emoji(), reaction.at()))
            .toList(),
        history.votes().stream()
            .map(vote -> new Vote(vote.voter(), vote.options(), vote.at()))
            .toList());
  }

  /**
   * The answer to a send.
   *
   * @param phone as the caller wrote it
   */
  record Sent(
      String id,
      String phone,
      String chatId,
      String type,
      @Nullable String body,
      MessageStatus status,
      Instant timestamp,
      long waTimestamp) {

    static Sent of(StoredMessage message, String phone) {
      return with(message, phone, message.status());
    }

    /** As it was answered first, however far the message has come since. */
    static Sent first(StoredMessage message, String phone) {
      return with(message, phone, MessageStatus.SENT);
    }

    private static Sent with(StoredMessage message, String phone, MessageStatus status) {
      return new Sent(
          message.id().value(),
          phone,
          message.chatId().value(),
          message.type(),
          message.body(),
          status,
          message.timestamp(),
          message.waTimestamp());
    }
  }
}
