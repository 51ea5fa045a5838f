package org.openwa.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks every node to clear its caches and waits for the answers, for a time. */
final class CacheAnswers {

  /** Less than a request may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private sealed interface Heard {}

  private record One(Freed freed) implements Heard {}

  private enum Late implements Heard {
    INSTANCE
  }

  private CacheAnswers() {}

  /**
   * @param peers the watches of all nodes; while they do not know each other yet, not even the own
   */
  static Behavior<?> collect(
      Set<ActorRef<MemoryWatch.Command>> peers,
      ActorRef<MemoryWatch.Command> own,
      ActorRef<MemoryWatch.Cleared> replyTo) {
    Set<ActorRef<MemoryWatch.Command>> asked = new HashSet<>(peers);
    asked.add(own);
    return Behaviors.<Heard>withTimers(timers ->
        Behaviors.setup(context -> {
          ActorRef<Freed> adapter = context.messageAdapter(Freed.class, One::new);
          asked.forEach(watch -> watch.tell(new MemoryWatch.Clear(adapter)));
          timers.startSingleTimer(Late.INSTANCE, PATIENCE);
          return waiting(asked.size(), new ArrayList<>(), replyTo);
        }));
  }

  private static Behavior<Heard> waiting(
      int expected, List<Freed> answers, ActorRef<MemoryWatch.Cleared> replyTo) {
    return Behaviors.receiveMessage(heard -> {
      boolean last =
          switch (heard) {
            case One(var freed) -> {
              answers.add(freed);
              yield answers.size() == expected;
            }
            case Late _ -> true;
          };
      if (!last) {
        return Behaviors.same();
      }
      answers.sort(Comparator.comparing(Freed::node));
      replyTo.tell(new MemoryWatch.Cleared(answers));
      return Behaviors.stopped();
    });
  }
}
