package org.openwa.webhook;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openwa.egress.Cidr;

/**
 * {@code openwa.webhook}.
 *
 * @param allowedNetworks private addresses that customers' URLs may lead to all the same
 * @param timeout of one attempt
 * @param concurrency first attempts at once, for each webhook; half as many retries beside them
 * @param keepSuccesses how long the log keeps what was delivered
 * @param keepDead how long it keeps what was not
 */
public record WebhookSettings(
    List<Cidr> allowedNetworks,
    Duration timeout,
    int concurrency,
    Duration keepSuccesses,
    Duration keepDead) {

  public WebhookSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
    if (concurrency < 1) {
      throw new IllegalArgumentException("openwa.webhook.concurrency must be at least 1");
    }
  }

  /** Reads the block. */
  public static WebhookSettings from(Config config) {
    return new WebhookSettings(
        Stream.of(config.getString("allowed-networks").split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Cidr::parse)
            .toList(),
        config.getDuration("timeout"),
        config.getInt("concurrency"),
        config.getDuration("keep-successes"),
        config.getDuration("keep-dead"));
  }

  /** The same with other networks allowed. */
  public WebhookSettings allowing(List<Cidr> networks) {
    return new WebhookSettings(networks, timeout, concurrency, keepSuccesses, keepDead);
  }
}
