package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openwa.browser.selenium.BrowserUnderTest.answer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.PageException;
import org.openwa.model.ChatId;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.testing.SimulatedPhone;

/** What the page tells of itself, besides being linked. */
@Tag("e2e")
class PageStateE2eTest {

  @TempDir Path directory;

  @Test
  void aCodeThatNobodyScansIsReplacedUntilAllRoundsAreOver() throws Exception {
    var impatient =
        SimulatorSettings.at(0, directory.resolve("phone"))
            .withQr(Duration.ofMillis(300), Duration.ofMillis(200));
    try (var phone = SimulatedPhone.start(impatient);
        var browser = BrowserUnderTest.start(directory.resolve("profile"), phone)) {
      browser.await(BridgeEvent.QrExhausted.class);

      assertThat(browser.told())
          .filteredOn(BridgeEvent.QrShown.class::isInstance)
          .hasSizeGreaterThan(10)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void theFirstCodeHoldsForAMinute() throws Exception {
    try (var phone = SimulatedPhone.start(directory.resolve("phone"));
        var browser = BrowserUnderTest.start(directory.resolve("profile"), phone)) {
      var shown = browser.await(BridgeEvent.QrShown.class);

      assertThat(shown.expiresAt())
          .isBetween(Instant.now().plusSeconds(40), Instant.now().plusSeconds(60));
    }
  }

  @Test
  void aLostConnectionIsToldAndSendsAreRefusedUntilItIsBack() throws Exception {
    ChatId friend = new ChatId(SimulatedPhone.FRIEND + "@c.us");
    try (var phone = SimulatedPhone.start(directory.resolve("phone"));
        var browser = BrowserUnderTest.linked(directory.resolve("profile"), phone)) {
      phone.offline();
      browser.await(BridgeEvent.Offline.class);
      var refused = browser.page().prepare(friend).toCompletableFuture();
      phone.online();
      browser.await(BridgeEvent.Connected.class);

      assertThatThrownBy(refused::join)
          .cause()
          .isInstanceOf(PageException.class)
          .hasFieldOrPropertyWithValue("kind", PageException.Kind.REFUSED);
      assertThat(answer(browser.page().prepare(friend)).value()).startsWith("true_");
    }
  }

  @Test
  void aConflictIsToldAsBlocked() throws Exception {
    try (var phone = SimulatedPhone.start(directory.resolve("phone"));
        var browser = BrowserUnderTest.linked(directory.resolve("profile"), phone)) {
      phone.strike("conflict");

      assertThat(browser.await(BridgeEvent.Blocked.class).reason()).isEqualTo("CONFLICT");
    }
  }

  @Test
  void ourOwnLogoutIsTold() throws Exception {
    try (var phone = SimulatedPhone.start(directory.resolve("phone"));
        var browser = BrowserUnderTest.linked(directory.resolve("profile"), phone)) {
      answer(browser.page().logout());

      browser.await(BridgeEvent.Unlinked.class);
      browser.await(BridgeEvent.QrShown.class);
    }
  }
}
