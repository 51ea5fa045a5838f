package org.openwa.metrics;

import com.typesafe.config.Config;
import java.time.Duration;
import kamon.metric.PeriodSnapshot;
import kamon.module.MetricReporter;
import kamon.prometheus.PrometheusSettings;
import kamon.prometheus.ScrapeDataBuilder;
import kamon.tag.TagSet;

/**
 * The text that Prometheus reads. Kamon's own reporter goes on showing gauges that were removed;
 * here they are gone with the next look.
 */
final class Scrape implements MetricReporter {

  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final PeriodSnapshot.Accumulator sums =
      PeriodSnapshot.accumulator(FOR_EVER, Duration.ZERO, FOR_EVER.plus(FOR_EVER));
  private volatile PrometheusSettings.Generic settings;
  private volatile String text = "";

  Scrape(Config config) {
    this.settings = read(config);
  }

  private static PrometheusSettings.Generic read(Config config) {
    return PrometheusSettings.readSettings(config.getConfig("kamon.prometheus"));
  }

  @Override
  public void reportPeriodSnapshot(PeriodSnapshot now) {
    sums.add(now);
    PeriodSnapshot all = sums.peek();
    text =
        new ScrapeDataBuilder(settings, TagSet.Empty())
            .appendCounters(all.counters())
            .appendGauges(now.gauges())
            .appendHistograms(all.histograms())
            .appendHistograms(all.timers())
            .appendHistograms(all.rangeSamplers())
            .build();
  }

  @Override
  public void stop() {
    text = "";
  }

  @Override
  public void reconfigure(Config config) {
    settings = read(config);
  }

  String text() {
    return text;
  }
}
