package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.browser.selenium.BrowserUnderTest.answer;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.browser.BridgeEvent;
import org.openwa.database.Database;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;
import org.openwa.testing.SimulatedPhone;
import org.openwa.vault.ProfileVault;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.jdbc.JdbcVaultStore;

/** A real Chromium whose page writes to its database all the time is saved while it does so. */
@Tag("e2e")
class HotCopyE2eTest {

  private static final SessionId SESSION = new SessionId("tested");
  private static final int ROUNDS = Integer.getInteger("openwa.test.hot-copies", 3);

  /** Some 12 MB: enough for LevelDB to make tables of its log, several times. */
  private static final int WRITES = 200;

  /**
   * Writes without an end, over and over the same rows, so that tables are merged and removed too.
   */
  private static final String WRITE =
      """
      () => new Promise((resolve, reject) => {
        const request = indexedDB.open('load', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('rows');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          let count = 0;
          const next = () => {
            const transaction = database.transaction('rows', 'readwrite');
            const row = crypto.getRandomValues(new Uint8Array(60000));
            transaction.objectStore('rows').put(row, count % 200);
            transaction.oncomplete = () => {
              count++;
              window.written = count;
              localStorage.setItem('load', String(count));
              setTimeout(next, 1);
            };
          };
          next();
          resolve('writing');
        };
      })
      """;

  @TempDir Path directory;

  private SimulatedPhone phone;
  private Database database;

  @BeforeEach
  void start() throws Exception {
    phone = SimulatedPhone.start(directory.resolve("phone"));
    database = Database.open(Databases.postgresql(), "0.1.0");
  }

  @AfterEach
  void stop() {
    database.close();
    phone.close();
  }

  @Test
  void everyCopyOfABrowserThatWritesComesUpLinkedSomewhereElse() throws Exception {
    Path profile = directory.resolve("profile");
    BrowserUnderTest browser = BrowserUnderTest.linked(profile, phone);
    answer(browser.call(WRITE));
    for (int round = 0; round < ROUNDS; round++) {
      awaitWrites(browser);
      long epoch = new PlainLeases(database, "here").epoch(SESSION).toCompletableFuture().join();

      vault().saveRunning(SESSION, epoch, profile, browser::freeze);

      Path elsewhere = directory.resolve("elsewhere").resolve("tested-" + round);
      vault().prepare(SESSION, epoch, true, elsewhere);
      browser.close();
      browser = BrowserUnderTest.start(elsewhere, phone);
      browser.await(BridgeEvent.Connected.class);
      assertThat(browser.told()).noneMatch(BridgeEvent.QrShown.class::isInstance);
      answer(browser.call(WRITE));
      profile = elsewhere;
    }
    browser.close();
    assertThat(phone.scans()).isEqualTo(1);
  }

  private static void awaitWrites(BrowserUnderTest browser) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> Integer.parseInt(answer(browser.call("() => String(window.written)"))) > WRITES);
  }

  private ProfileVault vault() {
    Path keys = directory.resolve("vault-key");
    SecureRandom random = new SecureRandom();
    VaultKeys.readOrMake(keys, random);
    return new ProfileVault(
        new JdbcVaultStore(database, Clock.systemUTC()),
        () -> VaultKeys.read(keys),
        3,
        "here",
        () -> 156,
        random,
        Clock.systemUTC());
  }
}
