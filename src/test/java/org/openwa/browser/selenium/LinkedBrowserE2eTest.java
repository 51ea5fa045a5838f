package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openwa.browser.selenium.BrowserUnderTest.answer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.browser.PageFact;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.testing.SimulatedPhone;

/** A real Chromium on the simulated WhatsApp Web: linking, messages, restarts. */
@Tag("e2e")
class LinkedBrowserE2eTest extends OnSimulatedPhone {

  private static final ChatId FRIEND = new ChatId(SimulatedPhone.FRIEND + "@c.us");

  @Test
  void aScannedBrowserIsConnected() {
    try (var browser = BrowserUnderTest.start(profile, phone)) {
      BridgeEvent.QrShown shown = browser.await(BridgeEvent.QrShown.class);

      phone.scan(shown.text());

      var connected = browser.await(BridgeEvent.Connected.class);
      assertThat(connected.account().phone()).isEqualTo(SimulatedPhone.NUMBER);
      assertThat(connected.account().pushName()).isEqualTo("Ada");
    }
  }

  @Test
  void aPairingCodeLinksToo() {
    try (var browser = BrowserUnderTest.start(profile, phone)) {
      browser.await(BridgeEvent.QrShown.class);

      String code = answer(browser.page().pairingCode(SimulatedPhone.NUMBER));
      phone.enter(code);

      assertThat(code).hasSize(8);
      browser.await(BridgeEvent.Connected.class);
    }
  }

  @Test
  void aTextIsSentOnceUnderTheIdThatWasPrepared() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      MessageId id = answer(browser.page().prepare(FRIEND));

      Page.Accepted first = answer(browser.page().send(id, OutgoingMessage.text("hello")));
      Page.Accepted second = answer(browser.page().send(id, OutgoingMessage.text("hello")));

      assertThat(second).isEqualTo(first);
      assertThat(phone.messages()).hasSize(1);
      assertThat(phone.messages().getFirst().path("body").asText()).isEqualTo("hello");
      assertThat(phone.messages().getFirst().path("id").asText()).isEqualTo(id.value());
      var told = browser.await(PageFact.MessageAdded.class);
      assertThat(told.fromMe()).isTrue();
      assertThat(told.id()).isEqualTo(id);
    }
  }

  @Test
  void aSentTextIsFoundAndWhatWasNotFoundIsNeverSent() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      MessageId sent = answer(browser.page().prepare(FRIEND));
      MessageId unsent = answer(browser.page().prepare(FRIEND));
      answer(browser.page().send(sent, OutgoingMessage.text("hello")));

      Page.Lookup found = answer(browser.page().lookup(sent));
      Page.Lookup missed = answer(browser.page().lookup(unsent));
      var late =
          browser.page().send(unsent, OutgoingMessage.text("too late")).toCompletableFuture();

      assertThat(found)
          .isInstanceOfSatisfying(
              Page.Found.class, it -> assertThat(it.ack()).isGreaterThanOrEqualTo(1));
      assertThat(missed).isEqualTo(new Page.NotFound());
      assertThatThrownBy(late::join).hasCauseInstanceOf(PageException.class);
      assertThat(phone.messages()).hasSize(1);
    }
  }

  @Test
  void acksOfASentTextAreToldInOrder() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      MessageId id = answer(browser.page().prepare(FRIEND));

      answer(browser.page().send(id, OutgoingMessage.text("hello")));

      for (int ack = 1; ack <= 3; ack++) {
        var told = browser.await(PageFact.AckChanged.class);
        assertThat(told.id()).isEqualTo(id);
        assertThat(told.ack()).isEqualTo(ack);
      }
    }
  }

  @Test
  void anUnknownNumberIsSaidToBeUnknown() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      var prepared = browser.page().prepare(new ChatId("00000000@c.us")).toCompletableFuture();

      assertThatThrownBy(prepared::join)
          .hasCauseInstanceOf(PageException.class)
          .cause()
          .hasFieldOrPropertyWithValue("kind", PageException.Kind.UNKNOWN_NUMBER);
    }
  }

  @Test
  void whatAFriendWritesIsTold() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      String id = phone.friendWrites("good morning");

      var told = browser.await(PageFact.MessageAdded.class);
      assertThat(told.id().value()).isEqualTo(id);
      assertThat(told.chat()).isEqualTo(FRIEND);
      assertThat(told.body()).isEqualTo("good morning");
      assertThat(told.fromMe()).isFalse();
    }
  }

  @Test
  void aMessageInAGroupNamesItsAuthorByNumber() {
    String group = "120363000000000001@g.us";
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      String id = phone.friendWritesTo(group, "hello all");

      var told = browser.await(PageFact.MessageAdded.class);
      assertThat(told.id().value()).isEqualTo(id);
      assertThat(told.chat().value()).isEqualTo(group);
      assertThat(told.author()).isEqualTo(FRIEND.value());
    }
  }

  @Test
  void factsAreRepeatedAfterAReloadWhichIsNoCrash() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      String first = phone.friendWrites("one");
      answer(browser.page().acknowledge(browser.await(PageFact.MessageAdded.class).sequence()));
      String second = phone.friendWrites("two");
      browser.await(PageFact.MessageAdded.class);

      browser.reload();
      browser.await(BridgeEvent.Connected.class);
      String third = phone.friendWrites("three");
      browser.await(PageFact.MessageAdded.class);

      assertThat(messages(browser)).containsExactly(first, second, second, third);
      assertThat(browser.told()).doesNotHaveAnyElementsOfTypes(BridgeEvent.Gone.class);
    }
  }

  @Test
  void factsAreRepeatedAfterARestartUntilTheyAreAcknowledged() {
    List<String> ids;
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      ids = List.of(phone.friendWrites("one"), phone.friendWrites("two"), phone.friendWrites("3"));
      PageFact first = browser.await(PageFact.MessageAdded.class);
      browser.await(PageFact.MessageAdded.class);
      browser.await(PageFact.MessageAdded.class);
      answer(browser.page().acknowledge(first.sequence()));
    }

    try (var browser = BrowserUnderTest.start(profile, phone)) {
      browser.await(BridgeEvent.Connected.class);
      ids = List.of(ids.get(1), ids.get(2), phone.friendWrites("four"));
      browser.await(PageFact.MessageAdded.class);

      assertThat(messages(browser)).isEqualTo(ids);
      assertThat(browser.told()).doesNotHaveAnyElementsOfTypes(BridgeEvent.QrShown.class);
    }
  }

  @Test
  void factsAreRepeatedAfterAKilledBrowserToo() {
    String id;
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      id = phone.friendWrites("before the crash");
      browser.await(PageFact.MessageAdded.class);
      signal("KILL", browser.processes().driver());
      browser.await(BridgeEvent.Gone.class);
    }

    try (var browser = BrowserUnderTest.start(profile, phone)) {
      browser.await(BridgeEvent.Connected.class);

      assertThat(messages(browser)).containsExactly(id);
    }
  }

  @Test
  void whatArrivedWhileTheBrowserWasClosedIsTold() {
    BrowserUnderTest.linked(profile, phone).close();
    String id = phone.friendWrites("while you were away");

    try (var browser = BrowserUnderTest.start(profile, phone)) {
      assertThat(browser.await(PageFact.MessageAdded.class).id().value()).isEqualTo(id);
    }
  }

  @Test
  void aLogoutIsToldAndTheReloadIsNoCrash() {
    try (var browser = BrowserUnderTest.linked(profile, phone)) {
      phone.unlink();

      browser.await(BridgeEvent.Unlinked.class);
      browser.await(BridgeEvent.QrShown.class);
      assertThat(browser.told()).doesNotHaveAnyElementsOfTypes(BridgeEvent.Gone.class);
    }
  }

  @Test
  void closeLeavesNoProcessAndNoFile() {
    var browser = BrowserUnderTest.linked(profile, phone);
    assertThat(browser.processes().alive()).hasSizeGreaterThan(5);
    assertThat(browser.processes().directory()).isNotEmptyDirectory();

    browser.close();

    assertThat(browser.processes().alive()).isEmpty();
    assertThat(browser.processes().directory()).doesNotExist();
    assertThat(Files.exists(profile.resolve("SingletonLock"))).isFalse();
    assertThat(browser.told()).doesNotHaveAnyElementsOfTypes(BridgeEvent.Gone.class);
  }

  @Test
  void aProfileLockedByAnotherMachineOpens() throws Exception {
    Files.createDirectories(profile);
    Files.createSymbolicLink(profile.resolve("SingletonLock"), Path.of("another-machine-4711"));

    try (var browser = BrowserUnderTest.start(profile, phone)) {
      assertThat(browser.await(BridgeEvent.QrShown.class).text()).isNotEmpty();
    }
  }

  @Test
  void thePageCanBeSeen() throws Exception {
    try (var browser = BrowserUnderTest.start(profile, phone)) {
      byte[] png = answer(browser.page().screenshot());

      assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    }
  }

  private static List<String> messages(BrowserUnderTest browser) {
    return browser.told().stream()
        .filter(PageFact.MessageAdded.class::isInstance)
        .map(fact -> ((PageFact.MessageAdded) fact).id().value())
        .toList();
  }
}
