package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.model.Account;
import org.openwa.session.RuntimeTransitions.Action;
import org.openwa.session.RuntimeTransitions.Step;

/** What a session does now, without actors: every way through the states in microseconds. */
class RuntimeTransitionsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionRuntime RESTING = new SessionRuntime.Resting(NOON);
  private static final BridgeEvent.PageState CONNECTED =
      new BridgeEvent.Connected(new Account("4917012345", null, null));
  private static final BridgeEvent.PageState QR = new BridgeEvent.QrShown("2@a", NOON);

  private final RuntimeTransitions transitions =
      new RuntimeTransitions(SessionTesting.SETTINGS, new Random(1));

  @Test
  void aWantedBrowserIsOpened() {
    Step step = next(RESTING, new RuntimeInput.Run());

    assertThat(step.runtime()).isInstanceOf(SessionRuntime.Opening.class);
    assertThat(step.action()).isEqualTo(Action.OPEN);
  }

  @Test
  void aFreshCodeReplacesTheOldOneButNotTheDeadline() {
    SessionRuntime first = after(RESTING, new RuntimeInput.Run(), page(QR));

    SessionRuntime second = after(first, page(new BridgeEvent.QrShown("2@b", NOON.plusSeconds(9))));

    assertThat(second).isInstanceOf(SessionRuntime.AwaitingScan.class);
    assertThat(((SessionRuntime.AwaitingScan) second).qr()).isEqualTo("2@b");
    assertThat(second.deadline()).isEqualTo(first.deadline());
  }

  @Test
  void aLostBrowserIsClosedThenWaitedForThenOpenedAgain() {
    SessionRuntime online = online();

    Step lost = next(online, new RuntimeInput.Lost("crash"));
    Step closed = next(lost.runtime(), new RuntimeInput.Closed());
    Step expired = next(closed.runtime(), new RuntimeInput.Expired());

    assertThat(lost.action()).isEqualTo(Action.CLOSE);
    assertThat(closed.runtime()).isInstanceOf(SessionRuntime.Waiting.class);
    assertThat(expired.action()).isEqualTo(Action.OPEN);
  }

  @Test
  void aBrowserThatMustNotBeOpenedIsNotTriedAgain() {
    SessionRuntime opening = after(RESTING, new RuntimeInput.Run());

    SessionRuntime end =
        after(opening, new RuntimeInput.Refused("too old"), new RuntimeInput.Closed());

    assertThat(end).isEqualTo(new SessionRuntime.Failed(NOON, "too old"));
  }

  @Test
  void aSessionThatIsStoppedWhileItClosesRests() {
    SessionRuntime closing = after(online(), new RuntimeInput.Lost("crash"));

    SessionRuntime end = after(closing, new RuntimeInput.Rest(), new RuntimeInput.Closed());

    assertThat(end).isInstanceOf(SessionRuntime.Resting.class);
  }

  @Test
  void aRestartClosesAndOpensAtOnce() {
    Step restart = next(online(), new RuntimeInput.Reopen());
    Step closed = next(restart.runtime(), new RuntimeInput.Closed());

    assertThat(restart.action()).isEqualTo(Action.CLOSE);
    assertThat(closed.action()).isEqualTo(Action.OPEN);
  }

  @Test
  void aCodeThatNobodyScansEndsInFailed() {
    SessionRuntime scan = after(RESTING, new RuntimeInput.Run(), page(QR));

    SessionRuntime end = after(scan, new RuntimeInput.Expired(), new RuntimeInput.Closed());

    assertThat(end).isEqualTo(new SessionRuntime.Failed(NOON, "nobody scanned"));
  }

  @Test
  void retriesAreUsedUpInTheEnd() {
    SessionRuntime runtime = after(RESTING, new RuntimeInput.Run());
    int openings = 1;

    while (!(runtime instanceof SessionRuntime.Failed)) {
      runtime = after(runtime, new RuntimeInput.Lost("crash"), new RuntimeInput.Closed());
      runtime = after(runtime, new RuntimeInput.Expired());
      openings++;
    }

    assertThat(openings).isEqualTo(SessionTesting.SETTINGS.maxRetries() + 2);
  }

  @Test
  void aStableConnectionForgetsEarlierLosses() {
    SessionRuntime second =
        after(
            online(),
            new RuntimeInput.Lost("crash"),
            new RuntimeInput.Closed(),
            new RuntimeInput.Expired(),
            page(CONNECTED));

    SessionRuntime stable = after(second, new RuntimeInput.Expired());

    assertThat(((SessionRuntime.Online) second).attempt()).isEqualTo(1);
    assertThat(((SessionRuntime.Online) stable).attempt()).isZero();
  }

  @Test
  void withoutAutoReconnectALostBrowserIsTheEnd() {
    SessionRuntime closing = after(online(), new RuntimeInput.Lost("crash"));

    Step closed = transitions.next(closing, new RuntimeInput.Closed(), false, NOON);

    assertThat(closed.runtime()).isInstanceOf(SessionRuntime.Failed.class);
  }

  @Test
  void aWaitDoublesUpToItsLimitAndAtMostHalfOfItIsChance() {
    for (int attempt : List.of(1, 2, 5, 30)) {
      Duration full =
          Duration.ofSeconds(1L << Math.min(attempt - 1, 20))
                      .compareTo(SessionTesting.SETTINGS.lastRetry())
                  > 0
              ? SessionTesting.SETTINGS.lastRetry()
              : Duration.ofSeconds(1L << (attempt - 1));

      assertThat(transitions.retryDelay(attempt)).isBetween(full.dividedBy(2), full);
    }
  }

  private SessionRuntime online() {
    return after(RESTING, new RuntimeInput.Run(), new RuntimeInput.PageOpened(), page(CONNECTED));
  }

  private static RuntimeInput page(BridgeEvent.PageState state) {
    return new RuntimeInput.PageChanged(state);
  }

  private Step next(SessionRuntime runtime, RuntimeInput input) {
    return transitions.next(runtime, input, true, NOON);
  }

  private SessionRuntime after(SessionRuntime runtime, RuntimeInput... inputs) {
    SessionRuntime now = runtime;
    for (RuntimeInput input : inputs) {
      now = next(now, input).runtime();
    }
    return now;
  }
}
