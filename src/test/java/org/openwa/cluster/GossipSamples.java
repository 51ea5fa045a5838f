package org.openwa.cluster;

import java.time.Instant;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.model.CborSerializable;

/** One of everything that nodes tell each other about their load. */
public final class GossipSamples {

  private static final NodeLoad LOAD =
      new NodeLoad(
          "127.0.0.1:25520",
          "node-1",
          10,
          3,
          16_000_000_000L,
          9_000_000_000L,
          true,
          Instant.parse("2026-01-01T12:00:00.123Z"));

  private GossipSamples() {}

  public static Stream<CborSerializable> all(ActorRef<Object> somebody) {
    return Stream.of(
        LOAD,
        new LoadGossip.Heard(LOAD, somebody.narrow()),
        new LoadGossip.Drain("node-1", true, somebody.narrow()),
        new LoadGossip.DrainReply(LOAD),
        new LoadGossip.DrainReply(null));
  }
}
