package org.openwa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.browser.ProfileKeeper;
import org.openwa.browser.ProfileRefused;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.lease.HeldLeases;
import org.openwa.lease.StaleEpochException;
import org.openwa.lease.Uptime;
import org.openwa.model.SessionId;
import org.openwa.vault.ProfileVault;
import org.openwa.vault.VaultException;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultSettings;
import org.openwa.vault.jdbc.JdbcVaultStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the browsers of this node keep their profiles in the vault. */
final class VaultKeeper implements ProfileKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(VaultKeeper.class);

  private static final Duration CLEANING = Duration.ofHours(1);

  private final ProfileVault vault;
  private final VaultSettings settings;
  private final Predicate<SessionId> maySave;
  private final Executor blocking;
  private final Semaphore saves;

  /**
   * @param maySave whether this node still owns the session
   * @param blocking runs what waits for the disk and the database
   */
  VaultKeeper(
      ProfileVault vault, VaultSettings settings, Predicate<SessionId> maySave, Executor blocking) {
    this.vault = vault;
    this.settings = settings;
    this.maySave = maySave;
    this.blocking = blocking;
    this.saves = new Semaphore(settings.savesAtOnce());
  }

  /**
   * Opens the vault of a node.
   *
   * @throws VaultException where the key file cannot be used
   */
  static VaultKeeper open(
      Settings settings,
      BrowserLauncher launcher,
      Database database,
      HeldLeases leases,
      Clock clock,
      Executor blocking) {
    VaultSettings wanted = settings.vault();
    SecureRandom random = new SecureRandom();
    if (wanted.makeKeyFile()) {
      VaultKeys.readOrMake(wanted.keyFile(), random);
    } else {
      VaultKeys.read(wanted.keyFile());
    }
    ProfileVault vault =
        new ProfileVault(
            new JdbcVaultStore(database, clock),
            () -> VaultKeys.read(wanted.keyFile()),
            wanted.keepVersions(),
            settings.node(),
            launcher::chromiumVersion,
            random,
            clock);
    Uptime uptime = new Uptime();
    return new VaultKeeper(
        vault, wanted, session -> leases.until(session) > uptime.getAsLong(), blocking);
  }

  /** Any node may do it, and all do. */
  void removeRetiredRegularly(ActorSystem<?> system) {
    system
        .scheduler()
        .scheduleWithFixedDelay(
            CLEANING,
            CLEANING,
            () ->
                run(() -> vault.removeRetired(settings.keepRetired()))
                    .exceptionally(failure -> {
                      LOG.warn("retired profiles were not removed", failure);
                      return null;
                    }),
            system.executionContext());
  }

  private interface Work {
    void run() throws IOException;
  }

  @Override
  public CompletionStage<Void> prepare(Stay stay, boolean linked) {
    return run(() -> {
      try {
        vault.prepare(stay.session(), stay.epoch(), linked, stay.directory());
      } catch (VaultException e) {
        throw new ProfileRefused(String.valueOf(e.getMessage()));
      }
    });
  }

  @Override
  public CompletionStage<Void> saveRunning(Stay stay, Supplier<Browser.Frozen> freeze) {
    return save(
        stay, () -> vault.saveRunning(stay.session(), stay.epoch(), stay.directory(), freeze));
  }

  @Override
  public CompletionStage<Void> saveClosed(Stay stay) {
    CompletableFuture<Void> saved =
        save(stay, () -> vault.saveClosed(stay.session(), stay.epoch(), stay.directory()));
    // Goes on in the background; a newer epoch ends it.
    return saved
        .copy()
        .orTimeout(settings.closeDeadline().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(_ -> {
          LOG.warn(
              "profile of session {}: the last save takes longer than {}",
              stay.session(),
              settings.closeDeadline());
          return null;
        });
  }

  private CompletableFuture<Void> save(Stay stay, Work work) {
    return run(
            () -> {
              if (!maySave.test(stay.session())) {
                LOG.warn("profile of session {}: not saved, the lease is lost", stay.session());
                return;
              }
              saves.acquireUninterruptibly();
              try {
                work.run();
              } finally {
                saves.release();
              }
            })
        .exceptionally(failure -> {
          log(stay, failure);
          return null;
        });
  }

  @Override
  public CompletionStage<Void> unlinked(Stay stay) {
    return run(() -> vault.unlinked(stay.session(), stay.epoch()))
        .exceptionally(failure -> {
          // Seen to again before the next browser of the session starts.
          log(stay, failure);
          return null;
        });
  }

  private static void log(Stay stay, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof StaleEpochException) {
      LOG.warn("profile of session {}: not saved, it has a newer owner", stay.session());
    } else {
      LOG.error("profile of session {}: not saved", stay.session(), cause);
    }
  }

  private CompletableFuture<Void> run(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        blocking);
  }

  @Override
  public Duration settleTime() {
    return settings.settleTime();
  }

  @Override
  public Duration interval() {
    return settings.interval();
  }
}
