package org.openwa.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A base64 text inside of JSON, decoded while it arrives. Taken is what RFC 4648 calls base64: with
 * its padding, without line breaks. A slash may be escaped, as some languages do it.
 */
final class Base64Text {

  private final String field;

  Base64Text(String field) {
    this.field = field;
  }

  /**
   * Decodes the text at which the parser stands.
   *
   * @throws ProblemException where it is no base64
   */
  void decode(JsonParser parser, OutputStream out) throws IOException {
    Counted counted = new Counted(out);
    long begin = parser.currentTokenLocation().getCharOffset();
    try {
      parser.readBinaryValue(counted);
    } catch (JsonParseException | IllegalArgumentException e) {
      throw wrong();
    }
    long quotes = 2;
    long written = parser.currentLocation().getCharOffset() - begin - quotes;
    long plain = (counted.bytes + 2) / 3 * 4;
    // The parser skips white space, of which base64 has none.
    if (written != plain && written != plain + counted.slashes) {
      throw wrong();
    }
  }

  private ProblemException wrong() {
    return Problem.invalid(
            List.of(
                new FieldError(
                    field,
                    "must be base64 with its padding, without line breaks and without a data:"
                        + " prefix")))
        .exception();
  }

  /** Counts bytes, and the slashes that base64 writes for them. */
  private static final class Counted extends FilterOutputStream {

    private static final int SLASH = 63;

    private long bytes;
    private long slashes;
    private int sextet;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      count(one & 0xff);
      out.write(one);
    }

    @Override
    public void write(byte[] written, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        count(written[i] & 0xff);
      }
      out.write(written, offset, length);
    }

    private void count(int one) {
      int place = (int) (bytes++ % 3);
      sextet = sextet << 8 | one;
      slashes +=
          switch (place) {
            case 0 -> isSlash(sextet >> 2);
            case 1 -> isSlash(sextet >> 4);
            default -> isSlash(sextet >> 6) + isSlash(sextet);
          };
    }

    private static int isSlash(int bits) {
      return (bits & SLASH) == SLASH ? 1 : 0;
    }
  }
}
