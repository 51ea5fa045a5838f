package org.openwa.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/**
 * The browsers of a node that wait to be launched: for one of a few places, for their turn, or for
 * the former browser of their session to be gone. Used by its {@link BrowserHost} only.
 */
final class LaunchQueue {

  /** What is to be done now. */
  sealed interface Next {}

  /** This one is launched, and has its place until {@link #ended}. */
  record Launch(BrowserHost.Open open) implements Next {}

  /** It is nobody's turn before this time has passed. */
  record Wait(Duration duration) implements Next {}

  /** Nobody can be launched before something else happens. */
  record Nothing() implements Next {}

  private final int places;
  private final LaunchRate rate;

  /** In their order; who is superseded by a newer epoch leaves it his turn. */
  private final Map<SessionId, BrowserHost.Open> waiting = new LinkedHashMap<>();

  private int launching;

  LaunchQueue(int places, LaunchRate rate) {
    this.places = places;
    this.rate = rate;
  }

  /** Answers whom it supersedes. */
  BrowserHost.@Nullable Open add(BrowserHost.Open open) {
    return waiting.put(open.session(), open);
  }

  /** Takes it out, if it waits under this epoch. */
  Optional<BrowserHost.Open> remove(SessionId session, long epoch) {
    BrowserHost.Open open = waiting.get(session);
    if (open == null || open.epoch() != epoch) {
      return Optional.empty();
    }
    waiting.remove(session);
    return Optional.of(open);
  }

  /** Takes all out. */
  List<BrowserHost.Open> removeAll() {
    List<BrowserHost.Open> all = new ArrayList<>(waiting.values());
    waiting.clear();
    return all;
  }

  Set<SessionId> sessions() {
    return waiting.keySet();
  }

  /**
   * Whose turn it is.
   *
   * @param free whether nothing of the session is in the way
   */
  Next next(Predicate<SessionId> free, long now) {
    Optional<BrowserHost.Open> first =
        waiting.values().stream().filter(open -> free.test(open.session())).findFirst();
    if (first.isEmpty() || launching >= places) {
      return new Nothing();
    }
    Duration wait = rate.take(now);
    if (wait.isPositive()) {
      return new Wait(wait);
    }
    waiting.remove(first.get().session());
    launching++;
    return new Launch(first.get());
  }

  /** A launch has ended, one way or the other. */
  void ended() {
    launching--;
  }
}
