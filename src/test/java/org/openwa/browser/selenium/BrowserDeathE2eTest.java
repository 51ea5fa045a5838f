package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.PageException;
import org.openwa.testing.SimulatedPhone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way in which a browser can die is noticed in time, told once, and leaves nothing. */
@Tag("e2e")
class BrowserDeathE2eTest extends OnSimulatedPhone {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserDeathE2eTest.class);
  private static final Duration IN_TIME = Duration.ofSeconds(10);

  @Test
  void aKilledPageIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("KILL", browser.processes().page());

      // On a busy machine its document ends before its driver knows why; then its silence tells, in
      // time too.
      assertThat(reasonOfEnd(browser)).isIn("page crashed", "page hangs");
      assertNothingLeft(browser);
    }
  }

  @Test
  void aPageThatCrashesByItselfIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      phone.strike("crash");

      assertThat(reasonOfEnd(browser)).isEqualTo("page crashed");
      assertNothingLeft(browser);
    }
  }

  @Test
  void aKilledTranslatorOfBidiIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("KILL", browser.processes().bidi());

      assertThat(reasonOfEnd(browser)).isNotEmpty();
      assertNothingLeft(browser);
    }
  }

  @Test
  void aKilledChromiumIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("KILL", browser.processes().browser());

      assertThat(reasonOfEnd(browser)).isIn("browser died", "browser closed its connection");
      assertNothingLeft(browser);
    }
  }

  @Test
  void aKilledChromedriverIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("KILL", browser.processes().driver());

      assertThat(reasonOfEnd(browser)).isIn("chromedriver died", "browser closed its connection");
      assertNothingLeft(browser);
    }
  }

  @Test
  void aKilledGuardIsNoticedAndTakesItsBrowserAlong() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("KILL", browser.processes().guard());

      assertThat(reasonOfEnd(browser)).isNotEmpty();
      awaitNothingLeft(browser.processes());
    }
  }

  @Test
  void aHangingPageIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("STOP", browser.processes().page());

      assertThat(reasonOfEnd(browser)).isEqualTo("page hangs");
      assertNothingLeft(browser);
    }
  }

  @Test
  void aHangingChromiumIsNoticed() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("STOP", browser.processes().browser());

      assertThat(reasonOfEnd(browser)).isEqualTo("page hangs");
      assertNothingLeft(browser);
    }
  }

  @Test
  void callsOfADeadBrowserFailAtOnce() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      signal("STOP", browser.processes().page());
      var waiting = browser.page().probe().toCompletableFuture();
      signal("KILL", browser.processes().driver());
      browser.await(BridgeEvent.Gone.class, IN_TIME);

      assertThatThrownBy(waiting::join)
          .cause()
          .isInstanceOf(PageException.class)
          .hasFieldOrPropertyWithValue("kind", PageException.Kind.NO_ANSWER);
    }
  }

  @Test
  void aBrowserWhoseSessionMayNotLiveIsKilledAfterThePatience() {
    AtomicLong until = new AtomicLong(Long.MAX_VALUE);
    try (var browser = BrowserUnderTest.start(profile, phone, _ -> until.get())) {
      browser.await(BridgeEvent.QrShown.class);

      until.set(0);

      assertThat(reasonOfEnd(browser)).isNotEmpty();
      awaitNothingLeft(browser.processes());
    }
  }

  @Test
  void aLaunchThatFailsLeavesNothing() throws Exception {
    var simulator = phone.forBrowsers();
    phone.close();

    var settings = BrowserUnderTest.shortLaunch(simulator);
    var launch = BrowserUnderTest.launch(settings, profile).toCompletableFuture();

    assertThatThrownBy(launch::join).hasMessageContaining("browser did not start");
    assertThat(running("--user-data-dir=" + profile)).isEmpty();
    phone = SimulatedPhone.start(directory.resolve("another"));
  }

  @Test
  void aKilledJvmTakesItsBrowsersAlong() throws Exception {
    try (var other = OtherJvm.start(profile, phone)) {
      signal("KILL", other.pid());

      awaitNothingLeft(other.processes());
    }
  }

  @Test
  void aPausedJvmLosesItsBrowsers() throws Exception {
    try (var other = OtherJvm.start(profile, phone)) {
      signal("STOP", other.pid());

      awaitNothingLeft(other.processes());
    }
  }

  private static String reasonOfEnd(BrowserUnderTest browser) {
    long start = System.nanoTime();
    BridgeEvent.Gone gone = browser.await(BridgeEvent.Gone.class, IN_TIME);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    LOG.info("noticed after {} ms: {}", millis, gone.reason());
    return gone.reason();
  }

  private static void assertNothingLeft(BrowserUnderTest browser) {
    browser.close();

    assertThat(browser.processes().alive()).isEmpty();
    assertThat(browser.processes().directory()).doesNotExist();
    assertThat(browser.told()).filteredOn(BridgeEvent.Gone.class::isInstance).hasSize(1);
  }

  private static void awaitNothingLeft(ProcessTree processes) {
    long start = System.nanoTime();
    Awaitility.await()
        .atMost(IN_TIME)
        .untilAsserted(() -> {
          assertThat(processes.alive()).isEmpty();
          assertThat(processes.directory()).doesNotExist();
        });
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    LOG.info("nothing left after {} ms", millis);
  }

  private static List<Long> running(String argument) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> ProcessTree.commandLine(pid).contains(argument))
        .toList();
  }
}
