package org.openwa.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** As what a file is sent: WhatsApp shows each in its own way. */
public enum MediaKind {
  IMAGE,
  VIDEO,
  AUDIO,
  /** Sound that WhatsApp shows as recorded on the spot. */
  VOICE,
  DOCUMENT,
  STICKER;

  /** The API's word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<MediaKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
