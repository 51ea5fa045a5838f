package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Names what a caller asked for: in the answer, and in every line of the log that is about it, on
 * whichever node and thread that is written.
 */
public record RequestId(@JsonValue String value) {

  public static final Pattern SYNTAX = Pattern.compile("[!-~]{1,128}");

  /** What the pattern of the log calls it. */
  public static final String LOG_KEY = "request";

  /**
   * @throws IllegalArgumentException where the text is not 1 to 128 visible ASCII characters
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RequestId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a request id");
    }
  }

  /**
   * Writes lines of the log, at once and on this thread, under the id. Work goes from thread to
   * thread and from node to node, so the id goes along as a value and is put here only for the
   * line.
   *
   * @param id null where nobody asked for what the lines are about
   */
  public static void mark(@Nullable RequestId id, Runnable lines) {
    if (id == null) {
      lines.run();
      return;
    }
    try (MDC.MDCCloseable _ = MDC.putCloseable(LOG_KEY, id.value())) {
      lines.run();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
