package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of a phone, whichever side wrote it.
 *
 * @param id as WhatsApp Web writes it, {@code true_4915...@c.us_3EB0...}
 * @param stanzaId its last part, unique in the chat
 * @param author who wrote it, in groups
 * @param name how the author calls himself
 * @param at milliseconds since the epoch
 */
record Message(
    String id,
    String stanzaId,
    String chatId,
    @Nullable String author,
    boolean fromMe,
    @Nullable String name,
    Content content,
    long at,
    Progress progress)
    implements Fact {

  /**
   * What was written.
   *
   * @param details whatever else the page shall know: a place, a contact card, a poll's options
   */
  record Content(
      String type,
      String body,
      @Nullable Media media,
      @Nullable String quotedMessageId,
      ObjectNode details) {}

  /** Bytes that lie in the media store under their hash. */
  record Media(String sha256, String mimetype, long size, @Nullable String filename) {}

  /**
   * What has become of it.
   *
   * @param ack 0 on its way, 1 sent, 2 delivered, 3 read, 4 played
   * @param sends how often a page sent this id; WhatsApp takes it once
   * @param device the linked browser that sent it, null for the phone itself
   * @param reactions emoji by reacting account
   */
  record Progress(
      int ack,
      int sends,
      @Nullable String device,
      @Nullable Long deliveredAt,
      @Nullable Long readAt,
      @Nullable String editId,
      boolean revoked,
      Map<String, String> reactions) {

    static Progress received() {
      return new Progress(1, 0, null, null, null, null, false, Map.of());
    }

    static Progress sentFrom(@Nullable String device) {
      return new Progress(1, device == null ? 0 : 1, device, null, null, null, false, Map.of());
    }
  }

  Message sentAgain() {
    Progress p = progress;
    return with(
        new Progress(
            p.ack,
            p.sends + 1,
            p.device,
            p.deliveredAt,
            p.readAt,
            p.editId,
            p.revoked,
            p.reactions));
  }

  Message acknowledged(int ack, long now) {
    Progress p = progress;
    Long delivered = p.deliveredAt == null && ack >= 2 ? Long.valueOf(now) : p.deliveredAt;
    Long read = p.readAt == null && ack >= 3 ? Long.valueOf(now) : p.readAt;
    return with(
        new Progress(ack, p.sends, p.device, delivered, read, p.editId, p.revoked, p.reactions));
  }

  Message edited(String body, String editId) {
    Progress p = progress;
    Content changed =
        new Content(content.type, body, content.media, content.quotedMessageId, content.details);
    return with(new Progress(
            p.ack, p.sends, p.device, p.deliveredAt, p.readAt, editId, p.revoked, p.reactions))
        .withContent(changed);
  }

  Message revoked() {
    Progress p = progress;
    Content gone = new Content("revoked", "", null, null, Json.object());
    return with(new Progress(
            p.ack, p.sends, p.device, p.deliveredAt, p.readAt, p.editId, true, p.reactions))
        .withContent(gone);
  }

  /** An empty emoji takes the reaction back. */
  Message reacted(String by, String emoji) {
    Map<String, String> reactions = new LinkedHashMap<>(progress.reactions);
    if (emoji.isEmpty()) {
      reactions.remove(by);
    } else {
      reactions.put(by, emoji);
    }
    Progress p = progress;
    return with(
        new Progress(
            p.ack, p.sends, p.device, p.deliveredAt, p.readAt, p.editId, p.revoked, reactions));
  }

  private Message with(Progress changed) {
    return new Message(id, stanzaId, chatId, author, fromMe, name, content, at, changed);
  }

  private Message withContent(Content changed) {
    return new Message(id, stanzaId, chatId, author, fromMe, name, changed, at, progress);
  }

  /** As the phone API and the page are told of it. */
  ObjectNode view() {
    ObjectNode view = Json.object();
    view.put("id", id).put("stanzaId", stanzaId).put("chatId", chatId);
    view.put("fromMe", fromMe).put("direction", fromMe ? "out" : "in");
    view.put("from", fromMe ? null : author == null ? chatId : author);
    view.put("author", author).put("name", name);
    view.put("type", content.type).put("body", content.body);
    view.put("quotedMessageId", content.quotedMessageId);
    view.set("media", Json.MAPPER.valueToTree(content.media));
    view.set("details", content.details);
    view.put("at", Json.iso(at)).put("t", at / 1000);
    view.put("ack", progress.ack).put("sends", progress.sends).put("device", progress.device);
    view.put("deliveredAt", progress.deliveredAt == null ? null : Json.iso(progress.deliveredAt));
    view.put("readAt", progress.readAt == null ? null : Json.iso(progress.readAt));
    view.put("editId", progress.editId).put("revoked", progress.revoked);
    view.set("reactions", Json.MAPPER.valueToTree(progress.reactions));
    return view;
  }
}
