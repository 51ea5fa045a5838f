package org.openwa.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file are wanted.
 *
 * @param isPart whether that was asked for; else it is all of them
 */
record ByteRange(long first, long length, boolean isPart) {

  private static final Pattern ONE =
      Pattern.compile("bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))");

  /**
   * Reads a Range header. What is none, or several ranges at once, means the whole file, which RFC
   * 9110 allows.
   *
   * @return empty where the range lies behind the file
   */
  static Optional<ByteRange> of(Optional<String> header, long size) {
    Matcher matcher = ONE.matcher(header.orElse(""));
    if (!matcher.matches()) {
      return Optional.of(new ByteRange(0, size, false));
    }
    long first;
    long end = size;
    if (matcher.group(1) == null) {
      first = Math.max(0, size - Long.parseLong(matcher.group(3)));
    } else {
      first = Long.parseLong(matcher.group(1));
      if (!matcher.group(2).isEmpty()) {
        long last = Long.parseLong(matcher.group(2));
        if (last < first) {
          return Optional.of(new ByteRange(0, size, false));
        }
        end = Math.min(size, last + 1);
      }
    }
    return first >= size ? Optional.empty() : Optional.of(new ByteRange(first, end - first, true));
  }

  /** For the header Content-Range. */
  String header(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
