package org.openwa.session;

import java.time.Instant;
import org.openwa.model.CborSerializable;

/** The answer to the question for a QR code. */
public sealed interface QrReply extends CborSerializable permits QrReply.Qr, SessionReply.Refused {

  /**
   * A code of this moment.
   *
   * @param text what a phone must read; a secret while it lives
   */
  record Qr(String text, Instant expiresAt) implements QrReply {}
}
