package org.openwa.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the facts of one phone add up to. The phone's lock guards it. */
final class Memory {

  private Fact.Named account = new Fact.Named("", 0);
  private final Map<String, Fact.Contact> contacts = new LinkedHashMap<>();
  private final Map<String, Fact.Group> groups = new LinkedHashMap<>();
  private final Map<String, Fact.Linked> links = new LinkedHashMap<>();
  private final Map<String, Long> acknowledged = new LinkedHashMap<>();
  private final Map<String, Integer> unread = new LinkedHashMap<>();
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private List<Fact.Happened> log = new ArrayList<>();
  private long sequence;

  void apply(Fact fact) {
    switch (fact) {
      case Fact.Named named -> account = named;
      case Fact.Contact contact -> contacts.put(contact.id(), contact);
      case Fact.Group group -> groups.put(group.id(), group);
      case Fact.Linked linked -> {
        links.put(linked.device(), linked);
        acknowledged.put(linked.device(), sequence);
      }
      case Fact.Unlinked unlinked -> {
        links.remove(unlinked.device());
        acknowledged.remove(unlinked.device());
        forgetWhatAllKnow();
      }
      case Fact.Acknowledged done -> {
        acknowledged.merge(done.device(), done.sequence(), Math::max);
        forgetWhatAllKnow();
      }
      case Fact.Chat chat -> unread.put(chat.id(), chat.unread());
      case Fact.Happened happened -> {
        log.add(happened);
        sequence = Math.max(sequence, happened.sequence());
      }
      case Message message -> messages.put(message.id(), message);
    }
  }

  /** The shortest list of facts that leads here. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(account);
    facts.addAll(contacts.values());
    facts.addAll(groups.values());
    facts.addAll(messages.values());
    unread.forEach((chat, count) -> facts.add(new Fact.Chat(chat, count)));
    // Before the log: a new link knows all that went before it.
    facts.addAll(links.values());
    facts.addAll(log);
    acknowledged.forEach((device, upTo) -> facts.add(new Fact.Acknowledged(device, upTo)));
    return facts;
  }

  private void forgetWhatAllKnow() {
    // The newest stays, so that a restart goes on counting where we were.
    long known = acknowledged.values().stream().mapToLong(Long::longValue).min().orElse(sequence);
    long keepFrom = Math.min(known + 1, sequence);
    if (!log.isEmpty() && log.getFirst().sequence() < keepFrom) {
      log = new ArrayList<>(log.stream().filter(e -> e.sequence() >= keepFrom).toList());
    }
  }

  /** What this browser has not dealt with yet, oldest first. */
  List<Fact.Happened> pendingFor(String device) {
    long known = acknowledged.getOrDefault(device, sequence);
    return log.stream().filter(e -> e.sequence() > known && !device.equals(e.except())).toList();
  }

  /** The messages as this browser knew them when it last dealt with anything. */
  Collection<Message> messagesKnownTo(String device) {
    Map<String, Message> known = new LinkedHashMap<>(messages);
    for (Fact.Happened later : pendingFor(device).reversed()) {
      String id = later.messageId();
      if (id != null) {
        Message before = later.before();
        if (before == null) {
          known.remove(id);
        } else {
          known.put(id, before);
        }
      }
    }
    return known.values();
  }

  long nextSequence() {
    return sequence + 1;
  }

  Fact.Named account() {
    return account;
  }

  Collection<Fact.Contact> contacts() {
    return contacts.values();
  }

  Collection<Fact.Group> groups() {
    return groups.values();
  }

  Fact.@Nullable Group group(String id) {
    return groups.get(id);
  }

  Collection<Fact.Linked> links() {
    return links.values();
  }

  Fact.@Nullable Linked link(String device) {
    return links.get(device);
  }

  int unread(String chat) {
    return unread.getOrDefault(chat, 0);
  }

  Collection<Message> messages() {
    return messages.values();
  }

  /** By its whole id or by the last part of it. */
  @Nullable Message message(String id) {
    Message message = messages.get(id);
    if (message != null) {
      return message;
    }
    return messages.values().stream().filter(m -> m.stanzaId().equals(id)).findFirst().orElse(null);
  }
}
