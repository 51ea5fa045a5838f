package org.openwa.http;

/** Draws the text that a phone must read. Pure and quick. */
public interface QrPictures {

  byte[] png(String text);

  String svg(String text);

  /** Blocks of a terminal that a phone can scan. */
  String terminal(String text);
}
