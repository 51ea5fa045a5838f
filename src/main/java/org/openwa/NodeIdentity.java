package org.openwa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openwa.config.ConfigProblem;
import org.openwa.lease.Owner;

/**
 * Who this node is: the same in every run on its data directory, and in none at the same time. A
 * node that is seen again proves by that that its earlier run, with all its browsers, has ended.
 */
final class NodeIdentity implements AutoCloseable {

  private static final int LENGTH = UUID.randomUUID().toString().length();

  private final FileChannel file;
  private final Owner owner;

  private NodeIdentity(FileChannel file, Owner owner) {
    this.file = file;
    this.owner = owner;
  }

  /**
   * Opens the data directory for one run.
   *
   * @throws ConfigProblem where another run has it open
   */
  static NodeIdentity open(Path dataDirectory, String node) {
    Path path = dataDirectory.resolve("node-id");
    try {
      Files.createDirectories(dataDirectory);
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (lock(file) == null) {
        file.close();
        throw new ConfigProblem(
            "openwa.data-dir (OPENWA_DATA_DIR) is used by another node that runs: "
                + dataDirectory);
      }
      return new NodeIdentity(file, new Owner(UUID.randomUUID().toString(), host(file), node));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      // By another node in this JVM.
      return null;
    }
  }

  private static String host(FileChannel file) throws IOException {
    ByteBuffer known = ByteBuffer.allocate(LENGTH);
    if (file.read(known, 0) == LENGTH) {
      return new String(known.array(), StandardCharsets.US_ASCII);
    }
    String made = UUID.randomUUID().toString();
    file.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
    file.force(true);
    return made;
  }

  Owner owner() {
    return owner;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
