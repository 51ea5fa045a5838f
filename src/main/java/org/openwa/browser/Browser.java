package org.openwa.browser;

import java.io.Closeable;
import java.util.concurrent.CompletionStage;

/**
 * A running browser. Every method may be called from any thread and returns at once; the work is
 * done on threads of the browser's own.
 */
public interface Browser {

  /** WhatsApp Web, as this browser shows it for its session. */
  Page page();

  /** Process id of the guard, the leader of the browser's process tree. */
  long guardPid();

  /**
   * Stops the browser where it is, so that nothing changes in its profile; blocks for a moment. To
   * be ended soon: nothing of the page works meanwhile.
   */
  Frozen freeze();

  /** A browser that stands still until this is closed. */
  @FunctionalInterface
  interface Frozen extends Closeable {

    @Override
    void close();
  }

  /**
   * Closes in order, so that the profile on disk is complete, and kills what has not gone after the
   * close deadline of the settings. Completes when no process is left; never fails. Calling again
   * answers the same stage.
   */
  CompletionStage<Void> close();

  /**
   * Kills every process at once; what is on disk then may be half written. Completes when none is
   * left; never fails.
   */
  CompletionStage<Void> kill();
}
