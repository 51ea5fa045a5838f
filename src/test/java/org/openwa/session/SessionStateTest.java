package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.openwa.model.Account;
import org.openwa.session.SessionState.Existing;

/** The durable state alone: no actor system, so these run in microseconds. */
class SessionStateTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Account ACCOUNT = new Account("4917012345", "Demo", "android");

  @Test
  void aLinkSurvivesAStop() {
    Existing session = after(created(), linked(), new SessionEvent.Stopped(NOON));

    assertThat(session.account()).isEqualTo(ACCOUNT);
    assertThat(session.needsBrowser()).isFalse();
  }

  @Test
  void aLoggedOutSessionNeedsNoBrowserUntilItIsStartedAgain() {
    Existing loggedOut = after(created(), linked(), new SessionEvent.Unlinked(NOON, "by phone"));

    Existing started = (Existing) loggedOut.apply(new SessionEvent.Started(NOON));

    assertThat(loggedOut.definition().shouldRun()).isTrue();
    assertThat(loggedOut.needsBrowser()).isFalse();
    assertThat(started).isInstanceOf(SessionState.Unlinked.class);
    assertThat(started.needsBrowser()).isTrue();
  }

  @Test
  void configuringChangesOnlyWhatIsGiven() {
    Existing session = after(created(), new SessionEvent.Configured(NOON, "renamed", null));

    assertThat(session.definition().name()).isEqualTo("renamed");
    assertThat(session.definition().config()).isEqualTo(SessionConfig.DEFAULT);
  }

  @Test
  void aDeletedSessionCanBeCreatedAgain() {
    SessionState deleted = after(created()).apply(new SessionEvent.Deleted(NOON));

    assertThat(deleted).isEqualTo(new SessionState.Absent());
    assertThat(deleted.apply(created())).isInstanceOf(SessionState.Unlinked.class);
  }

  @Test
  void anExistingSessionCannotBeCreatedAgain() {
    assertThatIllegalStateException().isThrownBy(() -> after(created()).apply(created()));
  }

  private static SessionEvent created() {
    return new SessionEvent.Created(NOON, "demo", SessionConfig.DEFAULT, true);
  }

  private static SessionEvent linked() {
    return new SessionEvent.Linked(NOON, ACCOUNT);
  }

  private static Existing after(SessionEvent... events) {
    SessionState state = new SessionState.Absent();
    for (SessionEvent event : events) {
      state = state.apply(event);
    }
    return (Existing) state;
  }
}
