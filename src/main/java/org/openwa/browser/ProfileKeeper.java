package org.openwa.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.openwa.model.SessionId;

/**
 * Keeps the profiles of sessions where every node finds them. Each method returns at once; only one
 * browser of a session exists at a time, so they are called for it one after the other.
 */
public interface ProfileKeeper {

  /**
   * A browser's stay in a profile.
   *
   * @param epoch of that browser
   * @param directory the profile's folder on this node
   */
  record Stay(SessionId session, long epoch, Path directory) {}

  /**
   * Makes the folder what the last browser of the session left, wherever that was; called before
   * the browser starts. Fails with {@link ProfileRefused} where no browser may be opened; every
   * other failure means: try again.
   *
   * @param linked whether an account is linked; nothing is brought back for one that is not
   */
  CompletionStage<Void> prepare(Stay stay, boolean linked);

  /**
   * Saves the profile of a linked browser that runs. Never fails.
   *
   * @param freeze keeps the browser from writing until what it answers is closed
   */
  CompletionStage<Void> saveRunning(Stay stay, Supplier<Browser.Frozen> freeze);

  /** Saves the profile of a linked browser that has been closed in order. Never fails. */
  CompletionStage<Void> saveClosed(Stay stay);

  /** The account forgot this browser: what was saved is not brought back. Never fails. */
  CompletionStage<Void> unlinked(Stay stay);

  /** From being linked to the first save: Chromium writes some of a link half a minute late. */
  Duration settleTime();

  /** Between two saves of a browser that runs. */
  Duration interval();

  /** Keeps nothing: a profile is only where its browser was. */
  static ProfileKeeper none() {
    return new ProfileKeeper() {
      @Override
      public CompletionStage<Void> prepare(Stay stay, boolean linked) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> saveRunning(Stay stay, Supplier<Browser.Frozen> freeze) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> saveClosed(Stay stay) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> unlinked(Stay stay) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public Duration settleTime() {
        return Duration.ofDays(1);
      }

      @Override
      public Duration interval() {
        return Duration.ofDays(1);
      }
    };
  }
}
