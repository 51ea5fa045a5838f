package org.openwa.vault;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes a part of a file smaller where it can be; the first byte says whether it was. */
final class Packing {

  /** No part is larger, whatever its bytes say. */
  static final int LARGEST = 256 << 10;

  private static final byte PLAIN = 0;
  private static final byte DEFLATED = 1;

  private Packing() {}

  static byte[] pack(byte[] bytes, int length) {
    byte[] packed = new byte[length + 1];
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(bytes, 0, length);
      deflater.finish();
      int size = deflater.deflate(packed, 1, length);
      if (deflater.finished()) {
        packed[0] = DEFLATED;
        return Arrays.copyOf(packed, size + 1);
      }
    }
    packed[0] = PLAIN;
    System.arraycopy(bytes, 0, packed, 1, length);
    return packed;
  }

  /** The opposite. */
  static byte[] unpack(byte[] packed) {
    if (packed.length > 0 && packed[0] == PLAIN && packed.length - 1 <= LARGEST) {
      return Arrays.copyOfRange(packed, 1, packed.length);
    }
    if (packed.length == 0 || packed[0] != DEFLATED) {
      throw new VaultException("is packed in a way that this program does not know");
    }
    byte[] plain = new byte[LARGEST];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed, 1, packed.length - 1);
      int size = inflater.inflate(plain);
      if (!inflater.finished()) {
        throw new VaultException("has a part that is too large or cut off");
      }
      return Arrays.copyOf(plain, size);
    } catch (DataFormatException e) {
      throw new VaultException("has a part that cannot be unpacked", e);
    }
  }
}
