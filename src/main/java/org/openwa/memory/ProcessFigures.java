package org.openwa.memory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Memory of one process, in bytes.
 *
 * @param pssBytes its own, and its share of what it shares; null where we may not see it
 * @param rssBytes its own, and all of what it shares
 */
record ProcessFigures(ProcessRole role, @Nullable Long pssBytes, long rssBytes) {

  private static final Pattern PSS = Pattern.compile("^Pss:\\s+(\\d+) kB", Pattern.MULTILINE);
  private static final Pattern RSS = Pattern.compile("^Rss:\\s+(\\d+) kB", Pattern.MULTILINE);
  private static final Pattern VM_RSS = Pattern.compile("^VmRSS:\\s+(\\d+) kB", Pattern.MULTILINE);

  /** Reads {@code /proc/PID/smaps_rollup}; empty where there is nothing in it. */
  static Optional<ProcessFigures> ofRollup(ProcessRole role, String rollup) {
    Optional<Long> rss = bytes(RSS, rollup);
    Optional<Long> pss = bytes(PSS, rollup);
    return rss.flatMap(all -> pss.map(share -> new ProcessFigures(role, share, all)));
  }

  /** Reads {@code /proc/PID/status}, which everybody may; empty for a process that has ended. */
  static Optional<ProcessFigures> ofStatus(ProcessRole role, String status) {
    return bytes(VM_RSS, status).map(rss -> new ProcessFigures(role, null, rss));
  }

  private static Optional<Long> bytes(Pattern field, String text) {
    Matcher found = field.matcher(text);
    return found.find() ? Optional.of(Long.parseLong(found.group(1)) * 1024) : Optional.empty();
  }
}
