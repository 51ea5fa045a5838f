package org.openwa.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Narrows what a webhook gets. What is empty or null does not narrow; an event that says nothing
 * about a thing passes a filter on it.
 *
 * @param chats chat ids
 * @param types of messages
 * @param fromMe only the account's own messages, or only those of others
 * @param group only what happens in groups, or only what does not
 */
public record Filters(
    Set<String> chats, Set<String> types, @Nullable Boolean fromMe, @Nullable Boolean group) {

  public static final Filters NONE = new Filters(Set.of(), Set.of(), null, null);

  public Filters {
    chats = Set.copyOf(chats);
    types = Set.copyOf(types);
  }

  /** Whether the event passes. */
  public boolean pass(Event event) {
    return passesChat(event)
        && (types.isEmpty() || event.type() == null || types.contains(event.type()))
        && (fromMe == null || event.fromMe() == null || fromMe.equals(event.fromMe()));
  }

  private boolean passesChat(Event event) {
    if (event.chat() == null) {
      return true;
    }
    String chat = event.chat().value();
    return (chats.isEmpty() || chats.contains(chat))
        && (group == null || group == chat.endsWith("@g.us"));
  }
}
