package org.openwa.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import kamon.Kamon;
import kamon.metric.Gauge;
import kamon.tag.TagSet;

/** Shows what one source reads. What it reads no more is absent, and not what it last was, or 0. */
final class Gauges {

  private record Key(String metric, Map<String, String> labels) {}

  private final Map<Key, Gauge> shown = new HashMap<>();

  synchronized void show(Collection<Reading> readings) {
    Set<Key> present = new HashSet<>();
    for (Reading reading : readings) {
      Key key = new Key(reading.metric(), reading.labels());
      present.add(key);
      shown.computeIfAbsent(key, Gauges::gauge).update(reading.value());
    }
    shown
        .entrySet()
        .removeIf(each -> {
          boolean gone = !present.contains(each.getKey());
          if (gone) {
            each.getValue().remove();
          }
          return gone;
        });
  }

  private static Gauge gauge(Key key) {
    return Kamon.gauge(key.metric()).withTags(TagSet.from(Map.copyOf(key.labels())));
  }
}
