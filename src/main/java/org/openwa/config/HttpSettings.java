package org.openwa.config;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.List;
import org.openwa.egress.Cidr;
import org.openwa.http.Deadlines;

/**
 * {@code openwa.http}.
 *
 * @param port 0 for any free one
 * @param trustedProxies who may say, in X-Forwarded-For, where a request comes from
 */
public record HttpSettings(String bind, int port, Deadlines deadlines, List<Cidr> trustedProxies) {

  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  static HttpSettings from(Config config) {
    return new HttpSettings(
        config.getString("bind"),
        Ports.read(config, "port"),
        new Deadlines(
            config.getDuration("answer-deadline"),
            config.getDuration("body-deadline"),
            config.getDuration("statistics-deadline"),
            config.getDuration("drain-deadline"),
            config.getDuration("upload-deadline")),
        networks(config.getString("trusted-proxies")));
  }

  private static List<Cidr> networks(String text) {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(each -> !each.isEmpty())
          .map(Cidr::parseRangeOrAddress)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem(
          "openwa.http.trusted-proxies (OPENWA_TRUSTED_PROXIES) must be addresses or ranges like"
              + " 10.0.0.0/8: "
              + text);
    }
  }
}
