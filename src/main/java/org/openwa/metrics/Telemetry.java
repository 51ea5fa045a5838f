package org.openwa.metrics;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import kamon.Kamon;
import kamon.module.Module;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Kamon beside a node that runs already, asks for the figures again and again, and answers
 * Prometheus. A node whose metrics cannot be served works all the same, and says so in its log.
 */
public final class Telemetry implements AutoCloseable {

  /** Where figures come from; each source by itself, so that one that fails hides no other. */
  public record Source(String name, Supplier<CompletionStage<List<Reading>>> readings) {}

  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

  /** Kamon is one for the whole JVM, in which a test may start several nodes. */
  private static final AtomicBoolean INITIALIZED = new AtomicBoolean();

  /** A source with what it shows. It is asked again only once it has answered. */
  private record Watched(Source source, Gauges gauges, AtomicBoolean asked) {

    void look() {
      if (!asked.compareAndSet(false, true)) {
        // What it said before is old by now.
        gauges.show(List.of());
        return;
      }
      try {
        source.readings().get().whenComplete(this::show);
      } catch (RuntimeException e) {
        show(null, e);
      }
    }

    private void show(@Nullable List<Reading> readings, @Nullable Throwable failure) {
      if (failure != null) {
        LOG.debug("metrics of {} are absent", source.name(), failure);
      }
      gauges.show(readings == null ? List.of() : readings);
      asked.set(false);
    }
  }

  private final MetricsSettings settings;
  private final Config config;
  private final List<Watched> sources = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("metrics").factory());
  private @Nullable ScrapePort port;
  private Module.@Nullable Registration reporter;

  private Telemetry(MetricsSettings settings, Config config, List<Source> sources) {
    this.settings = settings;
    this.config = config;
    sources.forEach(
        source -> this.sources.add(new Watched(source, new Gauges(), new AtomicBoolean())));
  }

  /** Starts in the background; returns at once. */
  public static Telemetry start(MetricsSettings settings, Config config, List<Source> sources) {
    Telemetry telemetry = new Telemetry(settings, config, sources);
    if (settings.enabled()) {
      telemetry.timer.execute(telemetry::begin);
    }
    return telemetry;
  }

  private synchronized void begin() {
    if (INITIALIZED.compareAndSet(false, true)) {
      Kamon.initWithoutAttaching(kamon());
    } else {
      Kamon.reconfigure(kamon());
    }
    Scrape scrape = new Scrape(Kamon.config());
    try {
      port = ScrapePort.open(settings.bind(), settings.port(), scrape::text);
      LOG.info("metrics are at http://{}:{}/metrics", settings.bind(), port.port());
    } catch (IOException e) {
      LOG.warn(
          "openwa.metrics: cannot open port {} on {}, so nobody can read the metrics: {}",
          settings.port(),
          settings.bind(),
          e.toString());
      return;
    }
    reporter = Kamon.addReporter("openwa-prometheus", scrape);
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What an operator sets for us, in Kamon's words. */
  private Config kamon() {
    return ConfigFactory.parseMap(Map.of("kamon.metric.tick-interval", settings.interval()))
        .withFallback(config);
  }

  private void look() {
    sources.forEach(Watched::look);
  }

  /** Where the metrics are; 0 while they are nowhere. */
  public synchronized int port() {
    return port == null ? 0 : port.port();
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    if (reporter != null) {
      reporter.cancel();
    }
    if (port != null) {
      port.close();
    }
  }
}
