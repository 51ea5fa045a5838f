package org.openwa;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.openwa.browser.Browser;
import org.openwa.browser.RunningBrowsers;
import org.openwa.config.Settings;
import org.openwa.http.MemoryDesk;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.MemoryWatch;
import org.openwa.memory.Subject;
import org.openwa.model.SessionId;

/** Wires who measures memory with what is measured. */
final class MemoryParts {

  /** Longer than the slowest node takes. */
  private static final Duration CLEAR_PATIENCE = Duration.ofSeconds(30);

  private MemoryParts() {}

  static MemoryDesk start(
      ActorSystem<SpawnProtocol.Command> system,
      Settings settings,
      RunningBrowsers browsers,
      MemoryWatch.Alarm alarm,
      ExecutorService blocking,
      Clock clock) {
    MemoryBoard board = new MemoryBoard();
    ActorRef<MemoryWatch.Command> watch =
        Node.spawn(
            system,
            MemoryWatch.create(
                new MemoryWatch.Parts(
                    settings.node(),
                    () -> browsers.all().stream().map(MemoryParts::subject).toList(),
                    board,
                    settings.memory(),
                    alarm,
                    blocking,
                    clock)),
            "memory-watch");
    return new MemoryDesk(
        board,
        () ->
            AskPattern.ask(
                watch, MemoryWatch.ClearEverywhere::new, CLEAR_PATIENCE, system.scheduler()));
  }

  private static Subject subject(Map.Entry<SessionId, Browser> running) {
    Browser browser = running.getValue();
    return new Subject(
        running.getKey(),
        browser.guardPid(),
        () -> browser.page().heap(),
        () -> browser.page().clearCaches());
  }
}
