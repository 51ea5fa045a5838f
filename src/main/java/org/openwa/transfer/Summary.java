package org.openwa.transfer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an export holds: its tables with their numbers of rows. */
public record Summary(Origin origin, Map<String, Long> rows) {

  public Summary {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  public long total() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
