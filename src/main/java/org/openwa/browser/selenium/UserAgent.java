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
    try {
      Process process =
          new ProcessBuilder(driver.toString(), "--version").redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return of(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + driver, e);
    }
  }

  static String of(String driverVersion) {
    Matcher version = MAJOR_VERSION.matcher(driverVersion.strip());
    if (!version.matches()) {
      throw new IllegalStateException("not the version of a chromedriver: " + driverVersion);
    }
    return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
        + version.group(1)
        + ".0.0.0 Safari/537.36";
  }
}
