package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * What the page asks of WhatsApp's servers, under {@code /sim}. A page names itself in the header
 * {@code x-page}; who it is linked to, the simulator knows.
 */
final class PageRoutes implements Call.Routes {

  private final Pages pages;
  private final Phones phones;
  private final PageActions actions;
  private final MediaStore media;
  private final PageFiles files;

  PageRoutes(Pages pages, Phones phones, PageActions actions, MediaStore media, PageFiles files) {
    this.pages = pages;
    this.phones = phones;
    this.actions = actions;
    this.media = media;
    this.files = files;
  }

  @Override
  public void answer(Call call) throws IOException {
    if (!call.part(0).equals("sim")) {
      files.answer(call);
    } else if (call.part(1).equals("events")) {
      events(call);
    } else {
      Page page =
          pages.page(call.header("x-page").isEmpty() ? call.query("page") : call.header("x-page"));
      unlinked(call, page);
    }
  }

  private void events(Call call) throws IOException {
    Page page = pages.page(call.query("page"));
    int stream = page.newStream();
    String token = call.query("token");
    if (token.isEmpty()) {
      pages.startRotation(page);
    } else if (!enter(page, token)) {
      page.signal("unpaired");
    } else if (call.query("loaded").equals("true")) {
      page.signal("back");
      page.seatOrThrow().phone().follow(page);
    } else {
      page.signal("ready");
    }
    try {
      call.stream(page);
    } finally {
      if (page.isNewest(stream)) {
        left(page, "lost");
      }
    }
  }

  private boolean enter(Page page, String token) {
    for (Phone phone : phones.all()) {
      if (phone.isOffline() && phone.knows(token)) {
        throw new ApiProblem(503, "OFFLINE", "WhatsApp cannot be reached");
      }
      if (phone.enter(page, token)) {
        return true;
      }
    }
    return false;
  }

  private void left(Page page, String reason) {
    Page.Seat seat = page.seat();
    if (seat != null) {
      seat.phone().leave(page, reason);
    }
    pages.forget(page);
  }

  private void unlinked(Call call, Page page) throws IOException {
    switch (call.part(1)) {
      case "refresh-qr" -> {
        pages.startRotation(page);
        call.json(Json.object());
      }
      case "pairing-code" -> call.json(Json.object().put("code", pages.newPairingCode(page)));
      case "bye" -> {
        left(page, "closed");
        page.hangUp();
        call.json(Json.object());
      }
      case "conflicted" -> {
        Page.Seat seat = page.seat();
        if (seat != null) {
          seat.phone().provedAlive(page);
        }
        call.json(Json.object());
      }
      default -> linked(call, page.seatOrThrow(), page);
    }
  }

  private void linked(Call call, Page.Seat seat, Page page) throws IOException {
    Phone phone = seat.phone();
    if (phone.isOffline()) {
      throw new ApiProblem(503, "OFFLINE", "WhatsApp cannot be reached");
    }
    pause(phone.faults().slow());
    if (call.part(1).equals("upload")) {
      byte[] bytes = call.bytes();
      call.json(Json.object().put("sha256", media.put(bytes)).put("size", bytes.length));
      return;
    }
    if (call.part(1).equals("media")) {
      call.send(200, "application/octet-stream", media.get(call.part(2)));
      return;
    }
    ObjectNode request = call.body();
    ObjectNode answer = Json.object();
    switch (call.part(1)) {
      case "bootstrap" -> {
        pause(phone.faults().slowPage());
        answer = actions.bootstrap(seat);
      }
      case "follow" -> phone.follow(page);
      case "acknowledge" -> phone.acknowledge(seat.device(), request.path("sequence").asLong());
      case "send" -> {
        pause(phone.faults().slowSend());
        answer = actions.send(seat, request);
      }
      case "edit" -> actions.edit(seat, request);
      case "revoke" -> actions.revoke(seat, request);
      case "react" -> actions.react(seat, request);
      case "seen" -> actions.seen(seat, request);
      case "group" -> answer = actions.groupView(seat, request);
      case "change-group" -> answer = actions.group(seat, request);
      case "exists" -> {
        String id = Jid.of(Json.required(request, "id"));
        answer.put("id", id).put("exists", Jid.exists(id));
      }
      case "logout" -> phone.unlink(seat.device());
      case "presence", "chatstate", "subscribe" -> phone.noticed(call.part(1), request);
      default -> throw ApiProblem.notFound("no such request: " + call.part(1));
    }
    call.json(answer);
  }

  private static void pause(long millis) {
    if (millis > 0) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ApiProblem(503, "CLOSING", "the simulator is closing");
      }
    }
  }
}
