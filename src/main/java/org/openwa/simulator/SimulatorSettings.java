package org.openwa.simulator;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the simulator listens and how fast its QR codes change.
 *
 * @param bind address of both ports
 * @param port the phone API; 0 takes any free port
 * @param httpsPort WhatsApp Web; 0 takes any free port
 * @param directory what the simulator remembers; made when it is missing
 * @param firstQr how long the first QR code of a page holds
 * @param nextQr how long each further one holds, before the page goes idle
 * @param version WhatsApp Web's version, as the page shows it
 */
public record SimulatorSettings(
    String bind,
    int port,
    int httpsPort,
    Path directory,
    Duration firstQr,
    Duration nextQr,
    String version) {

  /** How many QR codes a page shows before it goes idle. */
  static final int QR_CODES = 6;

  private static final String VERSION = "2.3000.1047719127";

  public SimulatorSettings {
    if (port < 0 || port > 65_535 || httpsPort < 0 || httpsPort > 65_535) {
      throw new IllegalArgumentException("ports are 0 to 65535: " + port + ", " + httpsPort);
    }
    if (!firstQr.isPositive() || !nextQr.isPositive()) {
      throw new IllegalArgumentException("a QR code holds for some time: " + firstQr);
    }
  }

  /** The simulator as it is run by hand: on loopback, WhatsApp Web one port above the phone API. */
  public static SimulatorSettings at(int port, Path directory) {
    return new SimulatorSettings(
        "127.0.0.1",
        port,
        port == 0 ? 0 : port + 1,
        directory,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        VERSION);
  }

  public SimulatorSettings withBind(String address) {
    return new SimulatorSettings(address, port, httpsPort, directory, firstQr, nextQr, version);
  }

  public SimulatorSettings withHttpsPort(int other) {
    return new SimulatorSettings(bind, port, other, directory, firstQr, nextQr, version);
  }

  public SimulatorSettings withQr(Duration first, Duration next) {
    return new SimulatorSettings(bind, port, httpsPort, directory, first, next, version);
  }
}
