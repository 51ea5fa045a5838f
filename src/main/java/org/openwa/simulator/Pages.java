package org.openwa.simulator;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** All pages that are open somewhere, and the QR codes of those that are not linked. */
final class Pages {

  // Without what people mistake for another letter, as WhatsApp does it.
  private static final String CODE_LETTERS = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";
  private static final int MOST_FORGOTTEN = 1_000;

  private final SimulatorSettings settings;
  private final ScheduledExecutorService timer;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Map<String, ScheduledFuture<?>> rotations = new ConcurrentHashMap<>();
  private final Map<String, Boolean> pastRefs = new ConcurrentHashMap<>();

  Pages(SimulatorSettings settings, ScheduledExecutorService timer) {
    this.settings = settings;
    this.timer = timer;
  }

  Page page(String id) {
    return pages.computeIfAbsent(id, Page::new);
  }

  /** The page is closed, or its browser. */
  void forget(Page page) {
    stopRotation(page);
    page.show(null);
    pages.remove(page.id());
  }

  /** Shows a first QR code and replaces it in time, until they run out. */
  void startRotation(Page page) {
    rotate(page, 1);
  }

  void stopRotation(Page page) {
    ScheduledFuture<?> pending = rotations.remove(page.id());
    if (pending != null) {
      pending.cancel(false);
    }
  }

  private void rotate(Page page, int number) {
    stopRotation(page);
    if (page.seat() != null || !pages.containsKey(page.id())) {
      return;
    }
    if (number > SimulatorSettings.QR_CODES) {
      page.show(null);
      page.signal("idle");
      return;
    }
    byte[] bytes = new byte[66];
    random.nextBytes(bytes);
    String ref = "2@" + Base64.getEncoder().encodeToString(bytes);
    page.show(ref);
    if (pastRefs.size() < MOST_FORGOTTEN) {
      pastRefs.put(ref, true);
    }
    page.signal("ref", Json.object().put("ref", ref));
    long millis = (number == 1 ? settings.firstQr() : settings.nextQr()).toMillis();
    rotations.put(
        page.id(), timer.schedule(() -> rotate(page, number + 1), millis, TimeUnit.MILLISECONDS));
  }

  String newPairingCode(Page page) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
    }
    page.showCode(code.toString());
    return code.toString();
  }

  /**
   * The page that shows this QR code now.
   *
   * @throws ApiProblem 410 when a page has shown it once, 404 when none ever did
   */
  Page scanned(String qr) {
    String ref = qr.split(",", 2)[0];
    for (Page page : pages.values()) {
      if (page.shows(ref)) {
        return page;
      }
    }
    if (pastRefs.containsKey(ref) || pages.values().stream().anyMatch(p -> p.hasShown(ref))) {
      throw new ApiProblem(410, "QR_EXPIRED", "this QR code has run out or was used");
    }
    throw new ApiProblem(404, "QR_UNKNOWN", "no page shows this QR code");
  }

  Page withCode(String code) {
    String bare = code.replace("-", "").strip();
    return pages.values().stream()
        .filter(p -> p.showsCode(bare))
        .findFirst()
        .orElseThrow(() -> new ApiProblem(404, "CODE_UNKNOWN", "no page shows this pairing code"));
  }
}
