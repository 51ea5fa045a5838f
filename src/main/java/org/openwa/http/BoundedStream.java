package org.openwa.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more bytes than its limit: a {@link ProblemException} with 413. */
final class BoundedStream extends FilterInputStream {

  private long left;

  BoundedStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(read);
    return read;
  }

  private void count(int read) {
    left -= Math.max(0, read);
    if (left < 0) {
      throw Problem.bodyTooLarge().exception();
    }
  }
}
