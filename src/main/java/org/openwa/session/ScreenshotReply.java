package org.openwa.session;

import org.openwa.model.CborSerializable;

/** The answer to the question what the page shows. */
public sealed interface ScreenshotReply extends CborSerializable
    permits ScreenshotReply.Screenshot, ScreenshotReply.Kept, SessionReply.Refused {

  /** Between nodes a message of more than 256 KiB is dropped. */
  int MAX_BYTES = 128 * 1024;

  /** A picture, as PNG. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Screenshot(byte[] png) implements ScreenshotReply {}

  /**
   * A picture of more than {@link #MAX_BYTES}, as PNG, which is among the files of the session for
   * a minute.
   *
   * @param file its id there
   */
  record Kept(String file) implements ScreenshotReply {}
}
