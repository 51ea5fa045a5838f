package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WhatsApp account: what it remembers, which browsers are linked to it and which pages of them
 * are connected. Its own lock makes every method a step of its own.
 */
final class Phone implements AutoCloseable {

  /** WhatsApp allows four linked devices. */
  private static final int MOST_LINKS = 4;

  private static final int MOST_NOTICED = 100;

  private final String digits;
  private final FactFile file;
  private final Clock clock;
  private final Memory memory;
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Connections connections = new Connections();
  private final List<ObjectNode> noticed = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private boolean offline;

  Phone(String digits, Memory memory, FactFile file, Clock clock) {
    this.digits = digits;
    this.memory = memory;
    this.file = file;
    this.clock = clock;
  }

  String digits() {
    return digits;
  }

  String jid() {
    return Jid.of(digits);
  }

  long now() {
    return clock.millis();
  }

  /** Reads from memory, undisturbed. */
  synchronized <T extends @Nullable Object> T look(Function<Memory, T> question) {
    return question.apply(memory);
  }

  synchronized void remember(Fact fact) {
    memory.apply(fact);
    file.append(fact);
  }

  /** Lets this browser in from now on. */
  synchronized Fact.Linked link(Page page) {
    if (memory.links().size() >= MOST_LINKS) {
      throw new ApiProblem(409, "TOO_MANY_DEVICES", "a phone has at most four linked devices");
    }
    String device = UUID.randomUUID().toString().substring(0, 8);
    Fact.Linked link = new Fact.Linked(device, UUID.randomUUID().toString(), now());
    remember(link);
    remember(new Fact.Named(memory.account().name(), memory.account().scans() + 1));
    seat(page, device);
    return link;
  }

  /**
   * A page shows the token of a link. An older page with the same link is told that it was
   * replaced, as WhatsApp does.
   *
   * @return false when the link is no more
   */
  synchronized boolean enter(Page page, String token) {
    for (Fact.Linked link : memory.links()) {
      if (link.token().equals(token)) {
        seat(page, link.device());
        return true;
      }
    }
    return false;
  }

  synchronized boolean knows(String token) {
    return memory.links().stream().anyMatch(link -> link.token().equals(token));
  }

  private void seat(Page page, String device) {
    Page before = pages.put(device, page);
    if (before != null && before.id().equals(page.id())) {
      connections.ended(before, "lost", now());
    } else if (before != null) {
      before.follow(false);
      before.signal("conflict");
      connections.ended(before, "superseded", now());
    }
    page.sit(new Page.Seat(this, device));
    connections.started(page, device, now());
  }

  /** The page's stream has ended, for this reason. */
  synchronized void leave(Page page, String reason) {
    Page.Seat seat = page.seat();
    if (seat != null && pages.get(seat.device()) == page) {
      pages.remove(seat.device());
      page.follow(false);
    }
    connections.ended(page, reason, now());
  }

  /** A replaced page has shown its conflict: it lived on while another one was there. */
  synchronized void provedAlive(Page page) {
    connections.provedAlive(page, now());
  }

  /** From now on the page hears of everything, beginning with what it missed. */
  synchronized void follow(Page page) {
    String device = page.seatOrThrow().device();
    page.follow(true);
    for (Fact.Happened missed : memory.pendingFor(device)) {
      tell(page, missed);
    }
  }

  synchronized void acknowledge(String device, long sequence) {
    if (memory.link(device) != null) {
      remember(new Fact.Acknowledged(device, sequence));
    }
  }

  /** Stores a fact with a message in it, and tells every linked browser but one, now or later. */
  synchronized void happen(
      String kind, ObjectNode data, @Nullable String except, @Nullable Message after) {
    Message before = after == null ? null : memory.message(after.id());
    if (after != null) {
      remember(after);
    }
    String changed = after == null ? null : after.id();
    Fact.Happened event =
        new Fact.Happened(memory.nextSequence(), kind, data, except, changed, before);
    remember(event);
    pages.forEach((device, page) -> {
      if (page.isFollowing() && !device.equals(except)) {
        tell(page, event);
      }
    });
  }

  private static void tell(Page page, Fact.Happened event) {
    page.signal(event.kind(), event.data().deepCopy().put("sequence", event.sequence()));
  }

  /** Tells the pages that are there now; who is away never hears of it. */
  synchronized void mention(String kind, ObjectNode data) {
    pages.values().forEach(page -> page.signal(kind, data));
  }

  /** Unlinks one device, or all where none is named; their pages log out. */
  synchronized void unlink(@Nullable String device) {
    for (Fact.Linked link : new ArrayList<>(memory.links())) {
      if (device == null || link.device().equals(device)) {
        remember(new Fact.Unlinked(link.device()));
        Page page = pages.remove(link.device());
        if (page != null) {
          page.signal("unpaired");
          page.follow(false);
          connections.ended(page, "unlinked", now());
          page.sit(null);
        }
      }
    }
  }

  synchronized void setOffline(boolean away) {
    offline = away;
    if (away) {
      cut("offline");
    }
  }

  synchronized boolean isOffline() {
    return offline;
  }

  /** Cuts the line of every page; they come back by themselves. */
  synchronized void cut(String reason) {
    for (Page page : List.copyOf(pages.values())) {
      leave(page, reason);
      page.hangUp();
    }
  }

  synchronized Faults faults() {
    return faults;
  }

  /** Changes the faults that a request names; no send that comes in between is forgotten. */
  synchronized void changeFaults(ObjectNode request) {
    faults = faults.changedBy(request);
  }

  synchronized Faults.Fate nextFate() {
    Faults.Verdict verdict = faults.next();
    faults = verdict.left();
    return verdict.fate();
  }

  /** A page typed, subscribed or showed itself: kept for tests to see, the newest hundred. */
  synchronized void noticed(String kind, ObjectNode what) {
    noticed.add(what.deepCopy().put("kind", kind).put("at", Json.iso(now())));
    if (noticed.size() > MOST_NOTICED) {
      noticed.removeFirst();
    }
  }

  synchronized ArrayNode noticed() {
    return Json.MAPPER.valueToTree(noticed);
  }

  synchronized ArrayNode connections() {
    return connections.view();
  }

  synchronized ObjectNode view() {
    ObjectNode view = Json.object().put("phone", digits).put("name", memory.account().name());
    ArrayNode linked = view.putArray("linked");
    for (Fact.Linked link : memory.links()) {
      linked
          .addObject()
          .put("device", link.device())
          .put("since", Json.iso(link.since()))
          .put("connected", pages.containsKey(link.device()));
    }
    view.put("scans", memory.account().scans()).put("offline", offline);
    view.put("messages", memory.messages().size());
    view.set("contacts", Json.MAPPER.valueToTree(memory.contacts()));
    view.set("groups", Json.MAPPER.valueToTree(memory.groups()));
    view.set("faults", Json.MAPPER.valueToTree(faults));
    return view;
  }

  @Override
  public synchronized void close() {
    pages.values().forEach(Page::hangUp);
    file.close();
  }
}
