package org.openwa.browser;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code openwa.browser}.
 *
 * @param binary the Chromium to start
 * @param driver the chromedriver of the same version
 * @param launchTimeout after this long without a page that can be called a launch has failed
 * @param closeTimeout what has not closed after this long is killed
 * @param callTimeout the longest wait for an answer of the page
 * @param guardPatience the guard kills its browser after this long without a sign of life
 * @param probeInterval how often the page is asked whether it still runs
 * @param maxPerNode a node runs no more browsers than this
 * @param launchesAtOnce a node starts no more browsers than this at the same time
 * @param launchEvery after a few launches at once, a node starts one in so long
 * @param memoryBytes what one browser needs
 * @param profileDirectory where profiles lie on this node
 */
public record BrowserSettings(
    Path binary,
    Path driver,
    Duration launchTimeout,
    Duration closeTimeout,
    Duration callTimeout,
    Duration guardPatience,
    Duration probeInterval,
    int maxPerNode,
    int launchesAtOnce,
    Duration launchEvery,
    long memoryBytes,
    Path profileDirectory,
    Optional<Simulator> simulator) {

  /**
   * Where browsers find a simulated WhatsApp Web instead of the real one.
   *
   * @param host an IP address or host name
   * @param spki the pin of its certificate: base64 of the SHA-256 of its public key
   */
  public record Simulator(String host, int httpsPort, String spki) {}

  public BrowserSettings {
    if (maxPerNode < 1) {
      throw new IllegalArgumentException("openwa.browser.max-per-node must be at least 1");
    }
    if (launchesAtOnce < 1) {
      throw new IllegalArgumentException("openwa.browser.launches-at-once must be at least 1");
    }
    if (memoryBytes < 1) {
      throw new IllegalArgumentException("openwa.browser.memory must be at least 1 byte");
    }
    if (guardPatience.compareTo(Duration.ofSeconds(2)) < 0) {
      throw new IllegalArgumentException("openwa.browser.guard-patience must be at least 2s");
    }
  }

  /** The same with another WhatsApp Web. */
  public BrowserSettings with(Optional<Simulator> other) {
    return new BrowserSettings(
        binary,
        driver,
        launchTimeout,
        closeTimeout,
        callTimeout,
        guardPatience,
        probeInterval,
        maxPerNode,
        launchesAtOnce,
        launchEvery,
        memoryBytes,
        profileDirectory,
        other);
  }

  /** Reads the block; the simulator is known only after it was asked for its certificate. */
  public static BrowserSettings from(Config config, Path dataDirectory) {
    return new BrowserSettings(
        Path.of(config.getString("binary")),
        Path.of(config.getString("driver")),
        config.getDuration("launch-timeout"),
        config.getDuration("close-timeout"),
        config.getDuration("call-timeout"),
        config.getDuration("guard-patience"),
        config.getDuration("probe-interval"),
        config.getInt("max-per-node"),
        config.getInt("launches-at-once"),
        config.getDuration("launch-every"),
        config.getBytes("memory"),
        dataDirectory.resolve("profiles"),
        Optional.empty());
  }
}
