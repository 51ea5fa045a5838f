package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What other people, and the owner of the phone, do. */
record PhoneActions(Phone phone, MediaStore media) {

  private static final Set<String> OWN_FIELDS =
      Set.of(
          "from",
          "body",
          "type",
          "name",
          "chatId",
          "fromMe",
          "media",
          "quotedMessageId",
          "stanzaId",
          "at");

  /** Somebody writes to the phone, or its owner writes on it. */
  Message write(ObjectNode request) throws IOException {
    boolean fromMe = request.path("fromMe").asBoolean();
    String author = fromMe ? phone.jid() : Jid.of(Json.required(request, "from"));
    String chat = Jid.of(fromMe ? Json.required(request, "chatId") : chatOf(request, author));
    if (Jid.isGroup(chat)) {
      new Groups(phone).known(chat, author);
    }
    Message.Media attached = attached(request);
    String stanza = Json.text(request, "stanzaId", Jid.newStanza());
    String id = fromMe + "_" + chat + "_" + stanza + (Jid.isGroup(chat) ? "_" + author : "");
    Message known = phone.look(memory -> memory.message(id));
    if (known != null) {
      return known;
    }
    Message message =
        new Message(
            id,
            stanza,
            chat,
            Jid.isGroup(chat) ? author : null,
            fromMe,
            fromMe ? null : Json.text(request, "name", "+" + Jid.user(author)),
            content(request, attached),
            request.path("at").asLong(phone.now()),
            Message.Progress.received());
    phone.happen("message", message.view(), null, message);
    if (!fromMe) {
      int unread = phone.look(memory -> memory.unread(chat));
      phone.remember(new Fact.Chat(chat, unread + 1));
    }
    return message;
  }

  private static String chatOf(ObjectNode request, String author) {
    return Json.text(request, "chatId", author);
  }

  private static Message.Content content(ObjectNode request, Message.@Nullable Media attached) {
    ObjectNode details = request.deepCopy();
    details.remove(OWN_FIELDS);
    String type = Json.text(request, "type", attached == null ? "chat" : kind(attached));
    return new Message.Content(
        type,
        Json.text(request, "body", ""),
        attached,
        Json.text(request, "quotedMessageId"),
        details);
  }

  private static String kind(Message.Media media) {
    String kind = media.mimetype().split("/", 2)[0];
    return Set.of("image", "video", "audio").contains(kind) ? kind : "document";
  }

  private Message.@Nullable Media attached(ObjectNode request) throws IOException {
    if (!(request.get("media") instanceof ObjectNode given)) {
      return null;
    }
    byte[] bytes = Base64.getDecoder().decode(Json.required(given, "data"));
    String type = Json.text(given, "mimetype", "application/octet-stream");
    return new Message.Media(media.put(bytes), type, bytes.length, Json.text(given, "filename"));
  }

  /** Causes one event of the kinds that the documentation lists. */
  ObjectNode cause(ObjectNode request) {
    String kind = Json.required(request, "kind");
    switch (kind) {
      case "reaction" -> react(request);
      case "edit" -> edit(request);
      case "revoke" -> revoke(request);
      case "vote" -> vote(request);
      case "receipt" ->
          acknowledge(message(request).id(), request.path("ack").asInt(3), from(request));
      case "seen" -> seen(Jid.of(Json.required(request, "chatId")), null);
      case "group" -> {
        return new Groups(phone).change(request, null);
      }
      case "presence", "call" -> mention(kind, request);
      case "contact" ->
          phone.remember(
              new Fact.Contact(
                  Jid.of(Json.required(request, "id")), Json.required(request, "name")));
      default -> throw ApiProblem.invalid("no such kind of event: " + kind);
    }
    return Json.object().put("kind", kind);
  }

  private Message message(ObjectNode request) {
    String id = Json.required(request, "messageId");
    Message message = phone.look(memory -> memory.message(id));
    if (message == null) {
      throw ApiProblem.notFound("no message " + id);
    }
    return message;
  }

  private @Nullable String from(ObjectNode request) {
    String from = Json.text(request, "from");
    return from == null ? null : Jid.of(from);
  }

  private String author(Message message, ObjectNode request) {
    String from = from(request);
    if (from != null) {
      return from;
    }
    String author = message.author();
    return author != null && !message.fromMe() ? author : message.chatId();
  }

  private void react(ObjectNode request) {
    Message message = message(request);
    String by = author(message, request);
    String emoji = Json.text(request, "emoji", "");
    ObjectNode data = Json.object().put("messageId", message.id()).put("from", by);
    data.put("emoji", emoji).put("stanzaId", Jid.newStanza()).put("at", phone.now());
    phone.happen("reaction", data, null, message.reacted(by, emoji));
  }

  private void edit(ObjectNode request) {
    Message message = message(request);
    String body = Json.required(request, "body");
    String stanza = Jid.newStanza();
    ObjectNode data = Json.object().put("messageId", message.id()).put("body", body);
    data.put("stanzaId", stanza).put("at", phone.now());
    phone.happen("edit", data, null, message.edited(body, stanza));
  }

  private void revoke(ObjectNode request) {
    Message message = message(request);
    ObjectNode data = Json.object().put("messageId", message.id());
    data.put("stanzaId", Jid.newStanza()).put("at", phone.now());
    phone.happen("revoke", data, null, message.revoked());
  }

  private void vote(ObjectNode request) {
    Message poll = message(request);
    ObjectNode data = Json.object().put("messageId", poll.id());
    data.put("from", author(poll, request)).put("stanzaId", Jid.newStanza());
    ArrayNode options = data.putArray("options");
    request.path("options").forEach(options::add);
    phone.happen("vote", data.put("at", phone.now()), null, null);
  }

  /** A message of ours was delivered, read or played; never goes back. */
  void acknowledge(String id, int ack, @Nullable String by) {
    Message message = phone.look(memory -> memory.message(id));
    if (message == null || message.progress().ack() >= ack) {
      return;
    }
    ObjectNode data = Json.object().put("chatId", message.chatId()).put("messageId", id);
    data.put("stanzaId", message.stanzaId()).put("ack", ack).put("t", phone.now() / 1000);
    data.put("participant", Jid.isGroup(message.chatId()) ? reader(message, by) : null);
    phone.happen("receipt", data, null, message.acknowledged(ack, phone.now()));
  }

  private String reader(Message message, @Nullable String by) {
    if (by != null) {
      return by;
    }
    return new Groups(phone)
        .known(message.chatId(), null).members().stream()
            .map(Fact.Group.Member::id)
            .filter(member -> !member.equals(phone.jid()))
            .findFirst()
            .orElse(phone.jid());
  }

  /** The owner has read a chat, on the phone or in one of its browsers. */
  void seen(String chat, @Nullable String device) {
    phone.remember(new Fact.Chat(chat, 0));
    phone.happen("seen", Json.object().put("chatId", chat), device, null);
  }

  private void mention(String kind, ObjectNode request) {
    ObjectNode data = request.deepCopy();
    String from = Jid.of(Json.required(request, "from"));
    data.put("from", from).put("chatId", Jid.of(Json.text(request, "chatId", from)));
    data.put("at", phone.now());
    if (kind.equals("call")) {
      data.put("id", Json.text(request, "id", Jid.newStanza()));
    }
    phone.mention(kind, data);
  }
}
