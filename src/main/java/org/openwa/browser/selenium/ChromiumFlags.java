package org.openwa.browser.selenium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openwa.browser.BrowserSettings;

/** The command line of Chromium: each flag with its reason, the figures are in ADR 2. */
final class ChromiumFlags {

  /** Chromium's shared memory for a page with images; Docker gives 64 MiB unless told otherwise. */
  private static final long SHARED_MEMORY_NEEDED = 256L << 20;

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private static final List<String> ALWAYS =
      List.of(
          // No screen. The new headless mode is the complete browser, which WhatsApp Web expects.
          "--headless",
          // DevTools over a pipe: no port that others could call, and Chromium ends with its
          // driver.
          "--remote-debugging-pipe",
          // No GPU here; the software rasterizer would cost 13 MiB for drawing that nobody sees.
          "--disable-gpu",
          "--disable-software-rasterizer",
          // No traffic of Chromium's own: update checks, field trials, sync, dictionaries, QUIC
          // tries.
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-domain-reliability",
          "--disable-sync",
          "--disable-quic",
          "--no-pings",
          // No questions on a fresh profile, no extensions, no sound.
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-extensions",
          "--mute-audio",
          // The profile moves between machines, so its secrets must not hang on a key ring here.
          "--password-store=basic",
          // A page that nobody looks at must not be slowed down or frozen.
          "--disable-background-timer-throttling",
          "--disable-backgrounding-occluded-windows",
          "--disable-renderer-backgrounding",
          // Two hidden renderers of the address bar (45 MiB), a spare one, a model for page texts.
          "--disable-features=SpareRendererForSitePerProcess,WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
              + "WebUIOmniboxFullPopup,OptimizationHints,Translate,MediaRouter",
          // Beside the page's own 100 MB, media of chats would fill the disk without a limit.
          "--disk-cache-size=52428800",
          // WhatsApp Web wants at least 748 pixels; each more costs memory.
          "--window-size=1024,768");

  private ChromiumFlags() {}

  static List<String> of(BrowserSettings settings, Path profile) {
    List<String> flags = new ArrayList<>(ALWAYS);
    flags.add("--user-data-dir=" + profile);
    flags.add("--user-agent=" + UserAgent.of(settings.driver()));
    if (runsAsRoot()) {
      flags.add("--no-sandbox");
    }
    if (sharedMemory() < SHARED_MEMORY_NEEDED) {
      flags.add("--disable-dev-shm-usage");
    }
    settings.simulator().ifPresent(simulator -> flags.addAll(simulated(simulator)));
    return List.copyOf(flags);
  }

  /**
   * WhatsApp Web's name leads to the simulator and every other name nowhere; only the simulator's
   * own certificate is trusted in addition.
   */
  private static List<String> simulated(BrowserSettings.Simulator simulator) {
    return List.of(
        "--host-resolver-rules=MAP web.whatsapp.com:443 %s:%d,MAP * ~NOTFOUND , EXCLUDE %s"
            .formatted(simulator.host(), simulator.httpsPort(), simulator.host()),
        "--ignore-certificate-errors-spki-list=" + simulator.spki());
  }

  /** Chromium's sandbox does not work for root, and only for root it may be switched off. */
  static boolean runsAsRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static long sharedMemory() {
    try {
      return Files.getFileStore(SHARED_MEMORY).getTotalSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
