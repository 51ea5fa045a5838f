package org.openwa.session;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.FactSink;
import org.openwa.browser.PageFact;
import org.openwa.lease.StaleEpochException;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageHistory;
import org.openwa.message.MessageStatus;
import org.openwa.message.MessageStore;
import org.openwa.message.StoredMessage;
import org.openwa.model.MessageDetails;
import org.openwa.model.SessionId;

/** Writes what pages report into the message store, in our words instead of WhatsApp Web's. */
public final class MessageFacts implements FactSink {

  private static final int LONGEST_NAME = 200;

  private final MessageStore messages;
  private final InboundMedia media;
  private final Clock clock;

  /** A sink that has files fetched, too. */
  public MessageFacts(MessageStore messages, InboundMedia media, Clock clock) {
    this.messages = messages;
    this.media = media;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> store(SessionId session, long epoch, List<PageFact> facts) {
    return messages
        .record(session, epoch, facts.stream().map(this::change).toList())
        .handle((_, failure) -> outcome(failure))
        .whenComplete((outcome, _) -> fetchFiles(session, outcome, facts));
  }

  private void fetchFiles(SessionId session, @Nullable Outcome outcome, List<PageFact> facts) {
    boolean withFiles =
        facts.stream()
            .anyMatch(
                fact -> fact instanceof PageFact.MessageAdded added && added.mimetype() != null);
    if (outcome == Outcome.STORED && withFiles) {
      media.arrived(session);
    }
  }

  private static Outcome outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return Outcome.STORED;
    }
    if (failure instanceof StaleEpochException
        || failure.getCause() instanceof StaleEpochException) {
      return Outcome.SUPERSEDED;
    }
    throw new CompletionException(failure);
  }

  private MessageChange change(PageFact fact) {
    return switch (fact) {
      case PageFact.MessageAdded added -> new MessageChange.Added(stored(added));
      case PageFact.AckChanged(_, var id, var ack, var at) ->
          new MessageChange.StatusMoved(id, status(ack), at);
      case PageFact.MessageEdited(_, var id, var chat, var body, var at) ->
          new MessageChange.Edited(id, chat, storable(body), at);
      case PageFact.MessageRevoked(_, var id, var chat, var by, var at) ->
          new MessageChange.Revoked(id, chat, by, at);
      case PageFact.ReactionChanged(_, var id, var chat, var sender, var emoji, var at) ->
          new MessageChange.Reacted(
              id, chat, new MessageHistory.Reaction(sender, clean(emoji), at));
      case PageFact.PollVoted(_, var id, var chat, var voter, var options, var at) ->
          new MessageChange.Voted(
              id,
              chat,
              new MessageHistory.Vote(
                  voter, options.stream().map(MessageFacts::clean).toList(), at));
      case PageFact.GroupChanged group -> new MessageChange.Noted(AccountEvents.of(group));
      case PageFact.CallReceived call -> new MessageChange.Noted(AccountEvents.of(call));
    };
  }

  StoredMessage stored(PageFact.MessageAdded added) {
    return new StoredMessage(
            added.id(),
            added.chat(),
            added.from(),
            added.to(),
            added.author(),
            atMost(LONGEST_NAME, storable(added.senderName())),
            added.fromMe(),
            type(added.type()),
            storable(added.body()),
            added.quoted(),
            atMost(LONGEST_NAME, storable(added.mimetype())),
            null,
            added.fromMe() ? status(added.ack()) : MessageStatus.RECEIVED,
            added.waTimestamp(),
            clock.instant())
        .with(storable(added.details()));
  }

  private static @Nullable MessageDetails storable(@Nullable MessageDetails details) {
    return switch (details) {
      case null -> null;
      case MessageDetails.Place(var latitude, var longitude, var name, var address) ->
          new MessageDetails.Place(latitude, longitude, storable(name), storable(address));
      case MessageDetails.Cards(var cards) ->
          new MessageDetails.Cards(
              cards.stream()
                  .map(card -> new MessageDetails.Card(clean(card.name()), card.phone()))
                  .toList());
      case MessageDetails.Choice(var options, var multiple) ->
          new MessageDetails.Choice(options.stream().map(MessageFacts::clean).toList(), multiple);
    };
  }

  /** WhatsApp Web's numbers: {@code WAWebAck}. */
  static MessageStatus status(int ack) {
    return switch (ack) {
      case 0 -> MessageStatus.PENDING;
      case 1 -> MessageStatus.SENT;
      case 2 -> MessageStatus.DELIVERED;
      case 3 -> MessageStatus.READ;
      case 4 -> MessageStatus.PLAYED;
      default -> ack < 0 ? MessageStatus.FAILED : MessageStatus.PLAYED;
    };
  }

  private static String type(String word) {
    return switch (word) {
      case "chat" -> "text";
      case "ptt" -> "voice";
      case "vcard", "multi_vcard" -> "contact";
      case "poll_creation" -> "poll";
      default -> word;
    };
  }

  /** PostgreSQL refuses NUL and half surrogate pairs, which a sender is free to put into a text. */
  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  /** A fact that the table refuses would keep all later ones out. */
  private static @Nullable String atMost(int length, @Nullable String text) {
    if (text == null || text.length() <= length) {
      return text;
    }
    boolean splitsAPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsAPair ? length - 1 : length);
  }

  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isHalf(point) ? '\uFFFD' : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
