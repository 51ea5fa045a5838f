package org.openwa.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.util.Optional;

/**
 * {@code openwa.simulator}.
 *
 * @param url where one runs elsewhere; empty for the real WhatsApp Web
 * @param httpsPort of the page; 0 for the one after {@code port}
 */
public record SimulatorAddress(Optional<URI> url, String bind, int port, int httpsPort) {

  static SimulatorAddress from(Config config) {
    String url = config.getString("url");
    return new SimulatorAddress(
        url.isEmpty() ? Optional.empty() : Optional.of(parse(url)),
        config.getString("bind"),
        Ports.read(config, "port"),
        Ports.read(config, "https-port"));
  }

  private static URI parse(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new ConfigProblem("openwa.simulator.url (OPENWA_SIMULATOR_URL) is not a URL: " + url);
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
      throw new ConfigProblem(
          "openwa.simulator.url (OPENWA_SIMULATOR_URL) must look like http://127.0.0.1:2790");
    }
    return uri;
  }
}
