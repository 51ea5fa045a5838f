package org.openwa.browser.selenium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Chromium calls itself. Without a screen that would be "HeadlessChrome", which WhatsApp Web
 * turns away. Set by a flag, because BiDi's own command for it also empties the list of brands.
 */
final class UserAgent {

  private static final Pattern MAJOR_VERSION = Pattern.compile("ChromeDriver (\\d+)\\..*");

  private UserAgent() {}

  /**
   * The name of the Chromium that belongs to a chromedriver, which has the same version and, other
   * than Chromium, is nowhere wrapped in a script.
   */
  static String of(Path driver) {
    return of(answer(driver));
  }

  /** The first number of the version, of Chromium too. */
  static int majorVersion(Path driver) {
    return Integer.parseInt(majorVersion(answer(driver)));
  }

  private static String answer(Path driver) {
    try {
      Process process =
          new ProcessBuilder(driver.toString(), "--version").redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + driver, e);
    }
  }

  private static String majorVersion(String driverVersion) {
    Matcher version = MAJOR_VERSION.matcher(driverVersion.strip());
    if (!version.matches()) {
      throw new IllegalStateException("not the version of a chromedriver: " + driverVersion);
    }
    return version.group(1);
  }

  static String of(String driverVersion) {
    return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
        + majorVersion(driverVersion)
        + ".0.0.0 Safari/537.36";
  }
}
