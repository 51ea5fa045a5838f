package org.openwa.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.openwa.model.SessionId;

/**
 * The id of an event. It follows from the fact, so that whoever tells the fact again, after a crash
 * or on another node, tells the same event.
 */
public record EventId(String value) {

  private static final int HEX_DIGITS = 32;

  /** The id of an event of a session. */
  public static EventId of(SessionId session, Event event) {
    String fact = session + "\n" + event.kind().word() + "\n" + event.occurrence();
    return new EventId("evt_" + sha256(fact).substring(0, HEX_DIGITS));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
