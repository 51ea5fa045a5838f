package org.openwa.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done to the groups of a phone, by the phone's side and by a page alike. */
record Groups(Phone phone) {

  /** The group with this id; one that nobody heard of yet is made of the phone and its author. */
  Fact.Group known(String id, @Nullable String author) {
    Fact.Group group = phone.look(memory -> memory.group(id));
    if (group != null) {
      return group;
    }
    List<Fact.Group.Member> members = new ArrayList<>();
    members.add(new Fact.Group.Member(phone.jid(), true));
    if (author != null && !author.equals(phone.jid())) {
      members.add(new Fact.Group.Member(author, false));
    }
    String subject = "Group " + Jid.user(id);
    Fact.Group made = new Fact.Group(id, subject, phone.jid(), phone.now(), members);
    phone.remember(made);
    return made;
  }

  /**
   * Carries out {@code {action, chatId?, subject?, participants?, author?}} and tells all linked
   * browsers but the one that asked.
   */
  ObjectNode change(ObjectNode request, @Nullable String device) {
    String action = Json.required(request, "action");
    String author = Jid.of(Json.text(request, "author", phone.jid()));
    List<String> people = people(request.path("participants"));
    if (action.equals("join") || action.equals("leave")) {
      author = people.isEmpty() ? author : people.getFirst();
      people = List.of(author);
    }
    String id = Json.text(request, "chatId", action.equals("create") ? Jid.newGroup() : "");
    if (!Jid.isGroup(id)) {
      throw ApiProblem.invalid("'chatId' is not a group");
    }
    Fact.Group before =
        action.equals("create")
            ? new Fact.Group(id, "", author, phone.now(), List.of())
            : known(id, null);
    Fact.Group after = changed(before, action, author, people, Json.text(request, "subject", ""));
    phone.remember(after);
    ObjectNode data = Json.object().put("chatId", id).put("action", action);
    data.put("author", author).put("subject", after.subject());
    ArrayNode affected = data.putArray("participants");
    people.forEach(affected::add);
    Message notice = notice(after, action, author, people);
    data.set("message", notice.view());
    data.set("group", view(after));
    phone.happen("group", data, device, notice);
    return view(after);
  }

  private static Fact.Group changed(
      Fact.Group group, String action, String author, List<String> people, String subject) {
    Map<String, Fact.Group.Member> members = new LinkedHashMap<>();
    group.members().forEach(member -> members.put(member.id(), member));
    switch (action) {
      case "create" -> {
        members.put(author, new Fact.Group.Member(author, true));
        people.forEach(p -> members.putIfAbsent(p, new Fact.Group.Member(p, false)));
      }
      case "add", "join" ->
          people.forEach(p -> members.putIfAbsent(p, new Fact.Group.Member(p, false)));
      case "remove", "leave" -> people.forEach(members::remove);
      case "promote" -> people.forEach(p -> members.put(p, new Fact.Group.Member(p, true)));
      case "demote" -> people.forEach(p -> members.put(p, new Fact.Group.Member(p, false)));
      case "subject" -> {}
      default -> throw ApiProblem.invalid("no such group action: " + action);
    }
    Fact.Group result = group.withMembers(List.copyOf(members.values()));
    return subject.isEmpty() ? result : result.withSubject(subject);
  }

  private Message notice(Fact.Group group, String action, String author, List<String> people) {
    ObjectNode details = Json.object().put("subtype", action.equals("join") ? "invite" : action);
    ArrayNode recipients = details.putArray("recipients");
    people.forEach(recipients::add);
    String stanza = Jid.newStanza();
    boolean mine = author.equals(phone.jid());
    String id = mine + "_" + group.id() + "_" + stanza + "_" + author;
    String body = action.equals("create") || action.equals("subject") ? group.subject() : "";
    return new Message(
        id,
        stanza,
        group.id(),
        author,
        mine,
        null,
        new Message.Content("gp2", body, null, null, details),
        phone.now(),
        Message.Progress.received());
  }

  static List<String> people(JsonNode names) {
    List<String> people = new ArrayList<>();
    names.forEach(name -> people.add(Jid.of(name.asText())));
    return people;
  }

  static ObjectNode view(Fact.Group group) {
    ObjectNode view = Json.object().put("chatId", group.id()).put("subject", group.subject());
    view.put("owner", group.owner()).put("creation", group.createdAt() / 1000);
    view.set("participants", Json.MAPPER.valueToTree(group.members()));
    return view;
  }
}
