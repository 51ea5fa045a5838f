package org.openwa.session;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code openwa.session}: how long a session may stay in each state, and how it is retried.
 *
 * @param launchTimeout from asking for a browser to a page that can be called, the wait for a turn
 *     to launch included
 * @param pageTimeout from a page that can be called to one that shows its state
 * @param scanTimeout a QR code that nobody scans for this long is given up
 * @param syncTimeout from being linked to being connected
 * @param offlineTimeout a page without connection for this long is opened anew
 * @param stableAfter a connection of this age starts the count of retries again
 * @param firstRetry the first wait after a browser was lost; each further one is twice as long
 * @param lastRetry the longest such wait
 * @param maxRetries in a row; then the session has failed. 0: no end
 * @param sendPatience how long a send waits for a session that is coming back
 * @param lookupGrace how long a page that has connected may take to find its own unsent messages
 * @param reachTimeout the longest wait for a session that moves, until something can be asked of it
 * @param askTimeout the longest wait for an answer of a session
 * @param handOverTimeout a browser that has not closed by then does not hold up the move
 */
public record SessionSettings(
    Duration launchTimeout,
    Duration pageTimeout,
    Duration scanTimeout,
    Duration syncTimeout,
    Duration offlineTimeout,
    Duration stableAfter,
    Duration firstRetry,
    Duration lastRetry,
    int maxRetries,
    Duration sendPatience,
    Duration lookupGrace,
    Duration reachTimeout,
    Duration askTimeout,
    Duration handOverTimeout) {

  public static SessionSettings from(Config config) {
    return new SessionSettings(
        config.getDuration("launch-timeout"),
        config.getDuration("page-timeout"),
        config.getDuration("scan-timeout"),
        config.getDuration("sync-timeout"),
        config.getDuration("offline-timeout"),
        config.getDuration("stable-after"),
        config.getDuration("first-retry"),
        config.getDuration("last-retry"),
        config.getInt("max-retries"),
        config.getDuration("send-patience"),
        config.getDuration("lookup-grace"),
        config.getDuration("reach-timeout"),
        config.getDuration("ask-timeout"),
        config.getDuration("hand-over-timeout"));
  }
}
