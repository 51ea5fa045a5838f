package org.openwa.session;

import org.openwa.model.CborSerializable;

/** The answer to the question what the page shows. */
public sealed interface ScreenshotReply extends CborSerializable
    permits ScreenshotReply.Screenshot, SessionReply.Refused {

  /** A picture, as PNG. An array, because nobody compares pictures. */
  @SuppressWarnings("ArrayRecordComponent")
  record Screenshot(byte[] png) implements ScreenshotReply {}
}
