package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BrowserSettings;

class ChromiumFlagsTest {

  private static final BrowserSettings.Simulator SIMULATOR =
      new BrowserSettings.Simulator("127.0.0.1", 2791, "pin=");

  private final List<String> flags =
      ChromiumFlags.of(BrowserUnderTest.settings(SIMULATOR), Path.of("/profiles/a"));

  @Test
  void noFlagWeakensTheWeb() {
    assertThat(flags)
        .noneMatch(flag -> flag.startsWith("--disable-web-security"))
        .doesNotContain("--ignore-certificate-errors", "--allow-running-insecure-content");
  }

  @Test
  void theSandboxIsOffOnlyForRoot() {
    assertThat(flags.contains("--no-sandbox")).isEqualTo(ChromiumFlags.runsAsRoot());
  }

  @Test
  void theSimulatorIsTrustedByItsPinAndNothingElseCanBeReached() {
    assertThat(flags)
        .contains(
            "--ignore-certificate-errors-spki-list=pin=",
            "--host-resolver-rules=MAP web.whatsapp.com:443 127.0.0.1:2791,"
                + "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
  }

  @Test
  void noFlagOpensAPort() {
    assertThat(flags)
        .contains("--remote-debugging-pipe")
        .noneMatch(flag -> flag.startsWith("--remote-debugging-port"));
  }

  @Test
  void chromiumDoesNotSayThatItHasNoScreen() {
    String name = UserAgent.of("ChromeDriver 156.0.8078.79 (a21ce95c24-refs/heads/8078@{#1})\n");

    assertThat(name).contains("Chrome/156.0.0.0").doesNotContain("Headless");
  }
}
