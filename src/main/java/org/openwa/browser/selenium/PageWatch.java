package org.openwa.browser.selenium;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.PageException;

/**
 * Notices a page that hangs, by asking it now and then, and a page whose process died. Two signs of
 * death are not enough to be sure of the latter: documents also end when the page reloads itself,
 * as WhatsApp Web does on a logout.
 */
final class PageWatch {

  /** Two in a row make a hang; with the interval between probes less than ten seconds in all. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** While WhatsApp Web loads or reads a mailbox it may be busy for longer than that. */
  private static final Duration PATIENCE_WITH_LOADING = Duration.ofSeconds(15);

  private final SeleniumPage page;
  private final DriverSession session;
  private final BrowserEvents events;
  private final Duration interval;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean examining = new AtomicBoolean();
  private volatile boolean loading = true;
  private volatile @Nullable ScheduledFuture<?> next;

  PageWatch(
      SeleniumPage page,
      DriverSession session,
      BrowserEvents events,
      Duration interval,
      ScheduledExecutorService timer) {
    this.page = page;
    this.session = session;
    this.events = events;
    this.interval = interval;
    this.timer = timer;
  }

  /** Begins to watch, until the browser's events end. */
  void start() {
    schedule();
    events
        .ended()
        .thenAccept(_ -> {
          ScheduledFuture<?> waiting = next;
          if (waiting != null) {
            waiting.cancel(false);
          }
        });
  }

  /** To be told whether the page is at work on something big. */
  void loading(boolean value) {
    loading = value;
  }

  private void schedule() {
    if (!events.ended().toCompletableFuture().isDone()) {
      next = timer.schedule(() -> probe(false), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void probe(boolean again) {
    page.probe(loading ? PATIENCE_WITH_LOADING : PATIENCE)
        .whenComplete((_, failure) -> {
          if (!missed(failure)) {
            schedule();
          } else if (again) {
            events.gone("page hangs");
          } else {
            probe(true);
          }
        });
  }

  /** A page in the middle of a navigation refuses; only silence counts. */
  private static boolean missed(@Nullable Throwable failure) {
    return failure != null
        && causes(failure) instanceof PageException e
        && !(e.getCause() instanceof BidiConnection.RefusedException)
        && e.kind() == PageException.Kind.NO_ANSWER;
  }

  private static Throwable causes(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof PageException || cause == null ? failure : causes(cause);
  }

  /** To be told that a document of the page has ended, for whatever reason. */
  void documentEnded() {
    if (examining.compareAndSet(false, true)) {
      var _ =
          CompletableFuture.runAsync(this::examine, Thread::startVirtualThread)
              .whenComplete((_, _) -> examining.set(false));
    }
  }

  private void examine() {
    if (session.crashed()) {
      events.gone("page crashed");
    }
  }
}
