package org.openwa;

import java.io.IOException;
import org.openwa.config.Settings;
import org.openwa.config.SimulatorAddress;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;

/** The simulator as a process of its own, or inside a demo node. */
final class SimulatorProcess {

  private SimulatorProcess() {}

  /** Starts it; it ends with the JVM. */
  static void run(Settings settings) throws IOException {
    WhatsAppWebSimulator simulator = start(settings);
    System.out.println(
        "Simulated WhatsApp: phones on http://localhost:%d, WhatsApp Web on port %d"
            .formatted(simulator.port(), simulator.httpsPort()));
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      simulator.close();
    }
  }

  static WhatsAppWebSimulator start(Settings settings) throws IOException {
    SimulatorAddress address = settings.simulator();
    SimulatorSettings defaults =
        SimulatorSettings.at(address.port(), settings.dataDirectory().resolve("simulator"))
            .withBind(address.bind());
    WhatsAppWebSimulator simulator =
        WhatsAppWebSimulator.start(
            address.httpsPort() == 0 ? defaults : defaults.withHttpsPort(address.httpsPort()));
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    return simulator;
  }
}
