package org.openwa.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream after so many bytes. */
final class FirstBytes extends FilterInputStream {

  private long left;

  FirstBytes(InputStream in, long count) {
    super(in);
    this.left = count;
  }

  @Override
  public int read() throws IOException {
    int one = left == 0 ? -1 : super.read();
    left -= one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = left == 0 ? -1 : super.read(bytes, offset, (int) Math.min(left, length));
    left -= Math.max(0, read);
    return read;
  }
}
