package org.openwa.browser.selenium;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.NoSuchSessionException;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A browser started by a chromedriver that runs already. Every method blocks. */
final class DriverSession {

  private static final Logger LOG = LoggerFactory.getLogger(DriverSession.class);

  private final RemoteWebDriver driver;

  private DriverSession(RemoteWebDriver driver) {
    this.driver = driver;
  }

  static DriverSession open(int port, Path binary, List<String> flags, Duration timeout) {
    ChromeOptions options = new ChromeOptions();
    options.enableBiDi();
    options.setBinary(binary.toFile());
    options.addArguments(flags);
    options.setPageLoadStrategy(PageLoadStrategy.NONE);
    // It would write what the page logs into the profile, for ever.
    options.setExperimentalOption("excludeSwitches", List.of("enable-logging"));
    ClientConfig config =
        ClientConfig.defaultConfig().connectionTimeout(timeout).readTimeout(timeout);
    try {
      var url = URI.create("http://127.0.0.1:" + port).toURL();
      return new DriverSession(new RemoteWebDriver(url, options, config, false));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  URI bidi() {
    Capabilities capabilities = driver.getCapabilities();
    if (capabilities.getCapability("webSocketUrl") instanceof String url) {
      return URI.create(url.replace("//localhost:", "//127.0.0.1:"));
    }
    throw new IllegalStateException("chromedriver offers no WebDriver BiDi");
  }

  /** Process id of Chromium itself. */
  long browserPid() {
    if (driver.getCapabilities().getCapability("goog:processID") instanceof Number pid) {
      return pid.longValue();
    }
    throw new IllegalStateException("chromedriver does not tell Chromium's process id");
  }

  /**
   * Whether the page's process died. BiDi does not tell: calls of such a page are never answered.
   * Waits as long as the page hangs.
   */
  boolean crashed() {
    try {
      driver.executeScript("return 1");
      return false;
    } catch (NoSuchSessionException e) {
      return true;
    } catch (WebDriverException e) {
      return String.valueOf(e.getMessage()).contains("tab crashed");
    }
  }

  /** Closes the browser in order. Returns when its process has ended, or without success. */
  void quit() {
    try {
      driver.quit();
    } catch (WebDriverException e) {
      LOG.debug("the browser did not quit in order", e);
    }
  }
}
