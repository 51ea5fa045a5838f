package org.openwa.browser.selenium;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openwa.browser.BrowserSettings;
import org.openwa.testing.SimulatedPhone;
import org.openwa.testing.ThisJvm;

/** A program of its own with one browser, to be killed. */
final class OtherJvm implements AutoCloseable {

  private final Process process;
  private final ProcessTree processes;

  private OtherJvm(Process process, ProcessTree processes) {
    this.process = process;
    this.processes = processes;
  }

  static OtherJvm start(Path profile, SimulatedPhone phone) throws IOException {
    BrowserSettings.Simulator simulator = phone.forBrowsers();
    Process process =
        new ProcessBuilder(
                ThisJvm.java(),
                "-Xmx256m",
                "-cp",
                ThisJvm.classPath(),
                OtherJvm.class.getName(),
                profile.toString(),
                Integer.toString(simulator.httpsPort()),
                simulator.spki())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("guard ")) {
        return new OtherJvm(process, ProcessTree.below(Long.parseLong(line.substring(6))));
      }
    }
    throw new AssertionError("the other program ended");
  }

  long pid() {
    return process.pid();
  }

  ProcessTree processes() {
    return processes;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** Opens a browser and says which guard it has. */
  public static void main(String[] arguments) throws InterruptedException {
    var simulator =
        new BrowserSettings.Simulator("127.0.0.1", Integer.parseInt(arguments[1]), arguments[2]);
    var settings = BrowserUnderTest.settings(simulator);
    var launch = BrowserUnderTest.launch(settings, Path.of(arguments[0]));
    System.out.println("guard " + BrowserUnderTest.answer(launch).guardPid());
    TimeUnit.MINUTES.sleep(5);
  }
}
