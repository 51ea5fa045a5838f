package org.openwa.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file while it is being written: counted, hashed, and no larger than its limit. */
final class NewFile extends OutputStream {

  /** The disk's fault, not that of whoever gives the bytes. */
  static final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
      super(cause);
    }
  }

  private final FileChannel channel;
  private final long limit;
  private final MessageDigest digest;
  private long size;

  private NewFile(FileChannel channel, long limit, MessageDigest digest) {
    this.channel = channel;
    this.limit = limit;
    this.digest = digest;
  }

  static NewFile create(Path file, long limit) throws DiskException {
    try {
      return new NewFile(
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          limit,
          MessageDigest.getInstance("SHA-256"));
    } catch (IOException e) {
      throw new DiskException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    if (size > limit) {
      throw new MediaException(
          MediaException.Kind.TOO_LARGE, "A file may have " + limit + " bytes at most.");
    }
    digest.update(bytes, offset, length);
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  /** Brings everything to the disk. */
  KeptFile finish(String id) throws DiskException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new DiskException(e);
    }
    return new KeptFile(id, size, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
