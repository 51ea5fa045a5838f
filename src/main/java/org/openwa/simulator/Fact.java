package org.openwa.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a phone remembers: each fact is a line of its file, and a later one replaces an earlier. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.Named.class, name = "named"),
  @JsonSubTypes.Type(value = Fact.Contact.class, name = "contact"),
  @JsonSubTypes.Type(value = Fact.Group.class, name = "group"),
  @JsonSubTypes.Type(value = Fact.Linked.class, name = "linked"),
  @JsonSubTypes.Type(value = Fact.Unlinked.class, name = "unlinked"),
  @JsonSubTypes.Type(value = Fact.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Fact.Chat.class, name = "chat"),
  @JsonSubTypes.Type(value = Fact.Happened.class, name = "happened"),
  @JsonSubTypes.Type(value = Message.class, name = "message")
})
sealed interface Fact permits Fact.Entry, Message {

  /** All facts but messages. */
  sealed interface Entry extends Fact {}

  /** The account's own name. */
  record Named(String name, int scans) implements Entry {}

  /** Somebody in the address book. */
  record Contact(String id, String name) implements Entry {}

  record Group(
      String id, String subject, @Nullable String owner, long createdAt, List<Member> members)
      implements Entry {

    record Member(String id, boolean isAdmin) {}

    Group withSubject(String newSubject) {
      return new Group(id, newSubject, owner, createdAt, members);
    }

    Group withMembers(List<Member> newMembers) {
      return new Group(id, subject, owner, createdAt, newMembers);
    }
  }

  /** A browser that was linked; the token is what its page shows to be let in. */
  record Linked(String device, String token, long since) implements Entry {}

  record Unlinked(String device) implements Entry {}

  /** The page of this browser has dealt with everything up to this sequence number. */
  record Acknowledged(String device, long sequence) implements Entry {}

  /** How many messages of a chat were not read yet. */
  record Chat(String id, int unread) implements Entry {}

  /**
   * Something that every linked browser must hear of, once, even when it is away now.
   *
   * @param except the browser that caused it and knows already
   * @param messageId the message that it changed
   * @param before that message as it was, or null where it is new
   */
  record Happened(
      long sequence,
      String kind,
      ObjectNode data,
      @Nullable String except,
      @Nullable String messageId,
      @Nullable Message before)
      implements Entry {}
}
