package org.openwa.browser.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws what a phone scans to link a device. Every form has the quiet zone that scanners need. */
public final class PairingCode {

  private static final int QUIET_ZONE = 4;
  private static final int PIXELS_PER_MODULE = 6;
  private static final int WHITE = 0xFFFFFF;
  private static final int BLACK = 0x000000;

  // White on black whatever colours the terminal has: a code that is inverted cannot be scanned.
  private static final String COLOURS = "\u001B[97;40m";
  private static final String COLOURS_OFF = "\u001B[0m";

  private PairingCode() {}

  /** A PNG image, large enough to be scanned off a screen. */
  public static byte[] png(String text) {
    BitMatrix code = encode(text);
    int width = code.getWidth() * PIXELS_PER_MODULE;
    BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        boolean dark = code.get(x / PIXELS_PER_MODULE, y / PIXELS_PER_MODULE);
        image.setRGB(x, y, dark ? BLACK : WHITE);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The PNG image as the address of an image in a web page. */
  public static String dataUrl(String text) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(text));
  }

  /** An SVG image that fills what it is put into. */
  public static String svg(String text) {
    BitMatrix code = encode(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.getHeight(); y++) {
      for (int x = 0; x < code.getWidth(); x++) {
        if (code.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
    <path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>\
    """
        .formatted(code.getWidth(), code.getHeight(), code.getWidth(), code.getHeight(), path);
  }

  /** Lines for a terminal: one character is one module wide and two high. */
  public static String terminal(String text) {
    BitMatrix code = encode(text);
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < code.getHeight(); y += 2) {
      lines.append(COLOURS);
      for (int x = 0; x < code.getWidth(); x++) {
        lines.append(halves(light(code, x, y), light(code, x, y + 1)));
      }
      lines.append(COLOURS_OFF).append('\n');
    }
    return lines.toString();
  }

  /** A character whose drawn halves are the light ones. */
  private static char halves(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }

  private static boolean light(BitMatrix code, int x, int y) {
    return y >= code.getHeight() || !code.get(x, y);
  }

  private static BitMatrix encode(String text) {
    Map<EncodeHintType, Object> hints =
        Map.of(
            EncodeHintType.MARGIN,
            QUIET_ZONE,
            EncodeHintType.ERROR_CORRECTION,
            ErrorCorrectionLevel.L,
            EncodeHintType.CHARACTER_SET,
            "UTF-8");
    try {
      // As small as it can be: one pixel per module.
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }
}
