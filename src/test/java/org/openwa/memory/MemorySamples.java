package org.openwa.memory;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.model.CborSerializable;
import org.openwa.model.SessionId;

/** Figures for tests, and one of everything that nodes tell each other about their memory. */
public final class MemorySamples {

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00.000Z");

  private static final long MEGABYTE = 1_000_000;

  private MemorySamples() {}

  /** A session of so many megabytes. */
  public static SessionMemory session(String id, long megabytes) {
    return new SessionMemory(
        new SessionId(id),
        megabytes * MEGABYTE,
        2 * megabytes * MEGABYTE,
        30 * MEGABYTE,
        10,
        List.of(new SessionMemory.OfRole("renderer", megabytes * MEGABYTE)),
        NOON);
  }

  /** A session of which nothing could be read. */
  public static SessionMemory unknown(String id) {
    return new SessionMemory(new SessionId(id), null, null, null, null, List.of(), NOON);
  }

  /** A node that has used half of its 8 GB. */
  public static NodeMemory node(String name, int browsers) {
    return new NodeMemory(
        name + ":25520",
        name,
        NOON,
        8_000 * MEGABYTE,
        4_000 * MEGABYTE,
        new NodeMemory.Jvm(100 * MEGABYTE, 512 * MEGABYTE, 90 * MEGABYTE, 300 * MEGABYTE),
        browsers,
        25);
  }

  /** What a node of this name has measured. */
  public static MemoryBoard.Figures figures(String node, SessionMemory... sessions) {
    return new MemoryBoard.Figures(node(node, sessions.length), List.of(sessions));
  }

  public static MemoryBoard board(MemoryBoard.Figures... figures) {
    MemoryBoard board = new MemoryBoard();
    for (MemoryBoard.Figures each : figures) {
      board.heard(each);
    }
    return board;
  }

  public static Stream<CborSerializable> all(ActorRef<Object> somebody) {
    return Stream.of(
        session("default", 300),
        unknown("default"),
        node("node-1", 3),
        new NodeMemory(
            "node-2:25520", "node-2", NOON, null, null, new NodeMemory.Jvm(1, 2, 3, null), 0, 0),
        new MemoryWatch.Told(node("node-1", 1), List.of(session("default", 300)), 0, 1),
        new MemoryWatch.Clear(somebody.narrow()),
        new Freed("node-1", 4, 7_000_000, 1));
  }
}
