package org.openwa.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a linked browser does, through its page. */
final class PageActions {

  /** How many messages of each chat a page begins with. */
  private static final int HISTORY_OF_A_CHAT = 1_000;

  private final Phones phones;
  private final MediaStore media;
  private final ScheduledExecutorService timer;

  PageActions(Phones phones, MediaStore media, ScheduledExecutorService timer) {
    this.phones = phones;
    this.media = media;
    this.timer = timer;
  }

  /** What the browser's own database would hold: everything that it has dealt with. */
  ObjectNode bootstrap(Page.Seat seat) {
    Phone phone = seat.phone();
    ObjectNode all = Json.object().put("platform", "android");
    all.put("name", phone.<String>look(memory -> memory.account().name()));
    ArrayNode contacts = all.putArray("contacts");
    phone
        .<List<Fact.Contact>>look(memory -> List.copyOf(memory.contacts()))
        .forEach(
            contact -> contacts.addObject().put("id", contact.id()).put("name", contact.name()));
    ArrayNode groups = all.putArray("groups");
    phone
        .<List<Fact.Group>>look(memory -> List.copyOf(memory.groups()))
        .forEach(group -> groups.add(Groups.view(group)));
    ArrayNode chats = all.putArray("chats");
    phone.<List<Message>>look(memory -> List.copyOf(memory.messagesKnownTo(seat.device()))).stream()
        .collect(Collectors.groupingBy(Message::chatId))
        .forEach((chat, messages) -> chats.add(chat(phone, chat, messages)));
    return all;
  }

  private static ObjectNode chat(Phone phone, String id, List<Message> messages) {
    ObjectNode view = Json.object().put("id", id).put("t", messages.getLast().at() / 1000);
    int unread = phone.look(memory -> memory.unread(id));
    long received = messages.stream().filter(m -> !m.fromMe()).count();
    view.put("unread", Math.min(unread, received));
    ArrayNode newest = view.putArray("messages");
    messages.stream()
        .skip(Math.max(0, messages.size() - HISTORY_OF_A_CHAT))
        .forEach(message -> newest.add(message.view()));
    return view;
  }

  /**
   * Takes a message, once for each id. The answer is {@code {t}}, or {@code {lost: true}} where a
   * fault wants the page to hear nothing.
   */
  ObjectNode send(Page.Seat seat, ObjectNode request) {
    Phone phone = seat.phone();
    Faults.Fate fate = phone.nextFate();
    if (fate == Faults.Fate.LOST) {
      return Json.object().put("lost", true);
    }
    if (fate == Faults.Fate.REFUSED) {
      throw new ApiProblem(406, "NOT_ACCEPTABLE", "WhatsApp refuses this message");
    }
    String id = Json.required(request, "id");
    Message known = phone.look(memory -> memory.message(id));
    Message message = known == null ? sent(seat, id, request) : known.sentAgain();
    if (known == null) {
      phone.happen("message", message.view(), seat.device(), message);
      scheduleReceipts(phone, message);
      passOn(phone, message);
    } else {
      phone.remember(message);
    }
    return fate == Faults.Fate.UNANSWERED
        ? Json.object().put("lost", true)
        : Json.object().put("t", message.at() / 1000);
  }

  private static Message sent(Page.Seat seat, String id, ObjectNode request) {
    String chat = Jid.of(Json.required(request, "chatId"));
    Message.Media attached = null;
    if (request.get("media") instanceof ObjectNode given) {
      attached =
          new Message.Media(
              Json.required(given, "sha256"),
              Json.text(given, "mimetype", "application/octet-stream"),
              given.path("size").asLong(),
              Json.text(given, "filename"));
    }
    ObjectNode details = request.get("details") instanceof ObjectNode given ? given : Json.object();
    return new Message(
        id,
        Json.required(request, "stanzaId"),
        chat,
        Jid.isGroup(chat) ? seat.phone().jid() : null,
        true,
        null,
        new Message.Content(
            Json.text(request, "type", "chat"),
            Json.text(request, "body", ""),
            attached,
            Json.text(request, "quotedMessageId"),
            details),
        seat.phone().now(),
        Message.Progress.sentFrom(seat.device()));
  }

  private void scheduleReceipts(Phone phone, Message message) {
    Faults faults = phone.faults();
    receipt(phone, message, 2, faults.deliveredAfter());
    receipt(phone, message, 3, faults.readAfter());
  }

  private void receipt(Phone phone, Message message, int ack, long afterMillis) {
    if (afterMillis >= 0) {
      var _ =
          timer.schedule(
              () -> new PhoneActions(phone, media).acknowledge(message.id(), ack, null),
              afterMillis,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Where the other side is a phone of this simulator too, it gets the message. */
  private void passOn(Phone phone, Message message) {
    phones
        .find(Jid.user(message.chatId()))
        .filter(other -> other != phone && !Jid.isGroup(message.chatId()))
        .ifPresent(other -> timer.execute(() -> arrive(other, phone, message)));
  }

  private static void arrive(Phone other, Phone sender, Message message) {
    Message copy =
        new Message(
            "false_" + sender.jid() + "_" + message.stanzaId(),
            message.stanzaId(),
            sender.jid(),
            null,
            false,
            sender.<String>look(memory -> memory.account().name()),
            message.content(),
            other.now(),
            Message.Progress.received());
    other.happen("message", copy.view(), null, copy);
    int unread = other.look(memory -> memory.unread(sender.jid()));
    other.remember(new Fact.Chat(sender.jid(), unread + 1));
  }

  void react(Page.Seat seat, ObjectNode request) {
    Message message = message(seat, request);
    String emoji = Json.text(request, "emoji", "");
    ObjectNode data = Json.object().put("messageId", message.id());
    data.put("from", seat.phone().jid()).put("emoji", emoji);
    data.put("stanzaId", Json.required(request, "stanzaId")).put("at", seat.phone().now());
    Message after = message.reacted(seat.phone().jid(), emoji);
    seat.phone().happen("reaction", data, seat.device(), after);
  }

  void edit(Page.Seat seat, ObjectNode request) {
    Message message = message(seat, request);
    String body = Json.required(request, "body");
    String stanza = Json.required(request, "stanzaId");
    ObjectNode data = Json.object().put("messageId", message.id()).put("body", body);
    data.put("stanzaId", stanza).put("at", seat.phone().now());
    seat.phone().happen("edit", data, seat.device(), message.edited(body, stanza));
  }

  void revoke(Page.Seat seat, ObjectNode request) {
    Message message = message(seat, request);
    ObjectNode data = Json.object().put("messageId", message.id());
    data.put("stanzaId", Jid.newStanza()).put("at", seat.phone().now());
    seat.phone().happen("revoke", data, seat.device(), message.revoked());
  }

  void seen(Page.Seat seat, ObjectNode request) {
    new PhoneActions(seat.phone(), media)
        .seen(Jid.of(Json.required(request, "chatId")), seat.device());
  }

  ObjectNode group(Page.Seat seat, ObjectNode request) {
    return new Groups(seat.phone()).change(request, seat.device());
  }

  ObjectNode groupView(Page.Seat seat, JsonNode request) {
    return Groups.view(new Groups(seat.phone()).known(Json.required(request, "chatId"), null));
  }

  private static Message message(Page.Seat seat, ObjectNode request) {
    String id = Json.required(request, "messageId");
    @Nullable Message message = seat.phone().look(memory -> memory.message(id));
    if (message == null) {
      throw ApiProblem.notFound("no message " + id);
    }
    return message;
  }
}
