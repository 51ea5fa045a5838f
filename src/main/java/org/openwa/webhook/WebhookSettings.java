package org.openwa.webhook;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openwa.egress.Cidr;

/**
 * {@code openwa.webhook}.
 *
 * @param allowedNetworks private addresses that customers' URLs may lead to all the same; empty
 *     where the operator said nothing about it
 * @param timeout of one attempt
 * @param concurrency first attempts at once, for each webhook; half as many retries beside them
 * @param keepSuccesses how long the log keeps what was delivered
 * @param keepDead how long it keeps what was not
 * @param keepEvents how long events are kept, at least; while a line of a log names one it stays
 */
public record WebhookSettings(
    Optional<List<Cidr>> allowedNetworks,
    Duration timeout,
    int concurrency,
    Duration keepSuccesses,
    Duration keepDead,
    Duration keepEvents) {

  public WebhookSettings {
    allowedNetworks = allowedNetworks.map(List::copyOf);
    if (concurrency < 1) {
      throw new IllegalArgumentException("openwa.webhook.concurrency must be at least 1");
    }
  }

  /** Reads the block. */
  public static WebhookSettings from(Config config) {
    return new WebhookSettings(
        Optional.of("allowed-networks")
            .filter(config::hasPath)
            .map(config::getString)
            .map(WebhookSettings::networks),
        config.getDuration("timeout"),
        config.getInt("concurrency"),
        config.getDuration("keep-successes"),
        config.getDuration("keep-dead"),
        config.getDuration("keep-events"));
  }

  private static List<Cidr> networks(String text) {
    return Stream.of(text.split(","))
        .map(String::strip)
        .filter(range -> !range.isEmpty())
        .map(Cidr::parse)
        .toList();
  }
}
