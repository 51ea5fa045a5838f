package org.openwa.session;

import org.openwa.model.CborSerializable;

/** The answer to the wish to link by code. */
public sealed interface PairingCodeReply extends CborSerializable
    permits PairingCodeReply.PairingCode, SessionReply.Refused {

  /**
   * A code of this moment.
   *
   * @param code eight characters to type on the phone; a secret while it lives
   */
  record PairingCode(String code) implements PairingCodeReply {}
}
