package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which page was connected from when to when, and why it ended: {@code closed} by the page itself,
 * {@code lost}, {@code offline}, {@code disconnected}, {@code unlinked}, {@code superseded} by a
 * newer page with the same link, and {@code replaced} when the superseded page then showed that it
 * was still alive: two browsers at once.
 */
final class Connections {

  private final List<Connection> all = new ArrayList<>();

  private record Connection(
      String page, String device, long start, @Nullable Long end, @Nullable String reason) {}

  void started(Page page, String device, long now) {
    all.add(new Connection(page.id(), device, now, null, null));
  }

  /** Does nothing for a page whose connection has ended already. */
  void ended(Page page, String reason, long now) {
    for (int i = all.size() - 1; i >= 0; i--) {
      Connection c = all.get(i);
      if (c.page.equals(page.id()) && c.end == null) {
        all.set(i, new Connection(c.page, c.device, c.start, now, reason));
      }
    }
  }

  void provedAlive(Page page, long now) {
    for (int i = all.size() - 1; i >= 0; i--) {
      Connection c = all.get(i);
      if (c.page.equals(page.id()) && "superseded".equals(c.reason)) {
        all.set(i, new Connection(c.page, c.device, c.start, now, "replaced"));
        return;
      }
    }
  }

  ArrayNode view() {
    ArrayNode view = Json.MAPPER.createArrayNode();
    for (Connection c : all) {
      view.addObject()
          .put("page", c.page)
          .put("device", c.device)
          .put("start", Json.iso(c.start))
          .put("end", c.end == null ? null : Json.iso(c.end))
          .put("reason", c.reason);
    }
    return view;
  }
}
