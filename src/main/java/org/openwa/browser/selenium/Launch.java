package org.openwa.browser.selenium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a browser, from the guard to a page that can be called. */
final class Launch {

  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHANNEL = "openwa";

  /**
   * What a dead Chromium leaves; with another machine's name in it the next one would not start.
   */
  private static final List<String> LOCKS =
      List.of("SingletonLock", "SingletonCookie", "SingletonSocket", "DevToolsActivePort");

  private final BrowserSettings settings;
  private final Clock clock;
  private final HttpClient sockets;
  private final ScheduledExecutorService timer;
  private final String preload;
  private final Guard guard;
  private final BrowserEvents events;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile @Nullable PageWatch watch;

  Launch(
      BrowserSettings settings,
      Clock clock,
      HttpClient sockets,
      ScheduledExecutorService timer,
      String preload,
      Guard guard,
      BrowserEvents events) {
    this.settings = settings;
    this.clock = clock;
    this.sockets = sockets;
    this.timer = timer;
    this.preload = preload;
    this.guard = guard;
    this.events = events;
  }

  /** Blocks until the page can be called. Fails when nothing is left of what was started. */
  Browser run(Path profile) {
    ScheduledFuture<?> deadline =
        timer.schedule(
            () -> died("took longer than " + settings.launchTimeout()),
            settings.launchTimeout().toMillis(),
            TimeUnit.MILLISECONDS);
    // Whatever this thread waits for when nothing is left of the browser, it waits no longer.
    var _ = ready.whenComplete((_, failure) -> killOn(failure));
    var _ = guard.gone().thenRun(() -> died("guard ended"));
    try {
      removeLocks(profile);
      long began = System.nanoTime();
      Browser browser = start(profile);
      long started = System.nanoTime();
      ready.join();
      LOG.info(
          "browser of session {}: started in {} ms, its page in {} ms",
          guard.name(),
          Duration.ofNanos(started - began).toMillis(),
          Duration.ofNanos(System.nanoTime() - started).toMillis());
      return browser;
    } catch (RuntimeException e) {
      events.end("did not start");
      guard.kill();
      guard.gone().join();
      throw new IllegalStateException("browser did not start: " + rootCause(e).getMessage(), e);
    } finally {
      deadline.cancel(false);
    }
  }

  /**
   * Something that the browser needs has ended: the launch fails, or the running browser is gone.
   */
  private void died(String reason) {
    if (!ready.completeExceptionally(new IllegalStateException(reason))
        && !ready.isCompletedExceptionally()) {
      events.gone(reason);
    }
  }

  private void killOn(@Nullable Throwable failure) {
    if (failure != null) {
      guard.kill();
    }
  }

  private static void removeLocks(Path profile) {
    try {
      Files.createDirectories(profile);
      for (String lock : LOCKS) {
        Files.deleteIfExists(profile.resolve(lock));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the profile", e);
    }
  }

  private Browser start(Path profile) {
    DriverSession session =
        DriverSession.open(
            guard.port().join(),
            settings.binary(),
            ChromiumFlags.of(settings, profile),
            settings.launchTimeout());
    watchProcesses(session);
    BidiConnection bidi = new BidiConnection(sockets, session.bidi(), this::heard);
    bidi.closed().thenAccept(_ -> died("browser closed its connection"));
    String context = prepareTab(bidi);
    SeleniumPage page = new SeleniumPage(bidi, context, settings.callTimeout());
    PageWatch pageWatch = new PageWatch(page, session, events, settings.probeInterval(), timer);
    watch = pageWatch;
    call(
        bidi,
        "browsingContext.navigate",
        Map.of("context", context, "url", "https://web.whatsapp.com/", "wait", "none"));
    var _ = ready.thenRun(pageWatch::start);
    return new SeleniumBrowser(guard, session, page, events, settings.closeTimeout());
  }

  private void watchProcesses(DriverSession session) {
    watchProcess(session.browserPid(), "browser died");
    watchProcess(guard.driver().toCompletableFuture().join(), "chromedriver died");
  }

  private void watchProcess(long pid, String reason) {
    CompletableFuture<?> exit =
        ProcessHandle.of(pid)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElse(CompletableFuture.completedFuture(null));
    var _ = exit.thenRun(() -> died(reason));
  }

  /** Answers BiDi's name of the only tab, in which our scripts will run. */
  private String prepareTab(BidiConnection bidi) {
    call(
        bidi,
        "session.subscribe",
        Map.of("events", List.of("script.message", "script.realmDestroyed")));
    Map<String, Object> channel = Map.of("type", "channel", "value", Map.of("channel", CHANNEL));
    call(
        bidi,
        "script.addPreloadScript",
        Map.of("functionDeclaration", preload, "arguments", List.of(channel)));
    return call(bidi, "browsingContext.getTree", Map.of())
        .path("contexts")
        .path(0)
        .path("context")
        .asText();
  }

  private JsonNode call(BidiConnection bidi, String method, Map<String, Object> parameters) {
    return bidi.send(method, parameters, settings.launchTimeout()).join();
  }

  private void heard(String method, JsonNode parameters) {
    if (method.equals("script.message") && parameters.path("channel").asText().equals(CHANNEL)) {
      try {
        report(JSON.readTree(parameters.path("data").path("value").asText()));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the bridge did not send JSON", e);
      }
    } else if (method.equals("script.realmDestroyed") && watch != null) {
      watch.documentEnded();
    }
  }

  private void report(JsonNode report) {
    switch (BridgeReport.kind(report)) {
      case BridgeReport.READY -> ready.complete(null);
      case BridgeReport.PROBLEM -> LOG.warn("bridge: {}", report.path("text").asText());
      default -> {
        BridgeEvent event = BridgeReport.read(report, clock);
        if (event instanceof BridgeEvent.PageState && watch != null) {
          watch.loading(event instanceof BridgeEvent.Syncing);
        }
        events.report(event);
      }
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootCause(cause);
  }
}
