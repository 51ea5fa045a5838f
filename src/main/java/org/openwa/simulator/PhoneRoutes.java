package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phone API: what a test, or a person with curl, does to the phones. */
final class PhoneRoutes implements Call.Routes {

  private final ObjectNode about;
  private final Phones phones;
  private final Pages pages;
  private final MediaStore media;

  PhoneRoutes(ObjectNode about, Phones phones, Pages pages, MediaStore media) {
    this.about = about;
    this.phones = phones;
    this.pages = pages;
    this.media = media;
  }

  @Override
  public void answer(Call call) throws IOException {
    switch (call.part(0)) {
      case "simulator" -> call.json(about);
      case "media" -> call.send(200, "application/octet-stream", media.get(call.part(1)));
      case "phones" -> phones(call);
      default -> throw ApiProblem.notFound("no such path; see docs/simulator.md");
    }
  }

  private void phones(Call call) throws IOException {
    if (call.path().size() == 1) {
      ArrayNode all = Json.MAPPER.createArrayNode();
      phones.all().forEach(phone -> all.add(phone.view()));
      call.json(all);
    } else if (call.method().equals("PUT") && call.path().size() == 2) {
      ObjectNode request = call.body();
      Phone phone = phones.create(call.part(1), Json.text(request, "name"));
      PhoneActions actions = new PhoneActions(phone, media);
      for (var contact : request.path("contacts")) {
        actions.cause(((ObjectNode) contact.deepCopy()).put("kind", "contact"));
      }
      call.json(phone.view());
    } else {
      Phone phone = phones.get(call.part(1));
      if (call.method().equals("GET")) {
        look(call, phone);
      } else {
        act(call, phone);
      }
    }
  }

  private void look(Call call, Phone phone) throws IOException {
    switch (call.part(2)) {
      case "" -> call.json(phone.view());
      case "messages" -> {
        ArrayNode all = Json.MAPPER.createArrayNode();
        phone
            .<List<Message>>look(memory -> List.copyOf(memory.messages()))
            .forEach(message -> all.add(message.view()));
        call.json(all);
      }
      case "connections" -> call.json(phone.connections());
      case "noticed" -> call.json(phone.noticed());
      default -> throw ApiProblem.notFound("no such path; see docs/simulator.md");
    }
  }

  private void act(Call call, Phone phone) throws IOException {
    ObjectNode request = call.body();
    PhoneActions actions = new PhoneActions(phone, media);
    switch (call.part(2)) {
      case "scan" -> call.json(scan(phone, request));
      case "messages" -> call.json(201, actions.write(request).view());
      case "events" -> call.json(actions.cause(request));
      case "unlink" -> {
        phone.unlink(Json.text(request, "device"));
        call.json(phone.view());
      }
      case "offline", "online" -> {
        phone.setOffline(call.part(2).equals("offline"));
        call.json(phone.view());
      }
      case "faults" -> {
        phone.changeFaults(request);
        strike(phone, Faults.oneShot(request));
        call.json(Json.MAPPER.valueToTree(phone.faults()));
      }
      default -> throw ApiProblem.notFound("no such path; see docs/simulator.md");
    }
  }

  private ObjectNode scan(Phone phone, ObjectNode request) {
    String code = Json.text(request, "code");
    Page page = code == null ? pages.scanned(Json.required(request, "qr")) : pages.withCode(code);
    if (page.seat() != null) {
      throw new ApiProblem(409, "ALREADY_LINKED", "this browser is linked already");
    }
    Fact.Linked link = phone.link(page);
    pages.stopRotation(page);
    page.show(null);
    page.showCode(null);
    ObjectNode paired = Json.object().put("token", link.token()).put("pn", phone.jid());
    paired.put("lid", Jid.lid(phone.jid())).put("device", link.device());
    page.signal(
        "paired", paired.put("name", phone.<String>look(memory -> memory.account().name())));
    return phone.view().put("device", link.device());
  }

  private static void strike(Phone phone, @Nullable String kind) {
    if ("disconnect".equals(kind)) {
      phone.cut("disconnected");
    } else if (kind != null) {
      phone.mention(kind, Json.object());
    }
  }
}
