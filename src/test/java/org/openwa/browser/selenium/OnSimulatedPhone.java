package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.testing.SimulatedPhone;

/** A phone and an empty profile for each test of a browser. */
abstract class OnSimulatedPhone {

  @TempDir Path directory;

  SimulatedPhone phone;
  Path profile;

  @BeforeEach
  void startPhone() throws Exception {
    phone = SimulatedPhone.start(directory.resolve("phone"));
    profile = directory.resolve("profile");
  }

  @AfterEach
  void stopPhone() {
    phone.close();
  }

  static void signal(String name, long pid) {
    try {
      int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      assertThat(exit).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
