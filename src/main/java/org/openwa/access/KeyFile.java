package org.openwa.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The admin key of a node that was given none: made once, kept in a file that only its owner can
 * read.
 *
 * @param key never to be logged
 * @param made whether this start made it, so that the operator can be told where it is
 */
public record KeyFile(Path file, FixedKey key, boolean made) {

  private static final String PREFIX = "owa_";
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * Reads the file, or makes it with a random key where there is none. Of two nodes that make it at
   * once both get the same key.
   *
   * @throws IllegalStateException where others may read the file, or no key is in it
   */
  public static KeyFile open(Path file, SecureRandom random) {
    try {
      boolean made = Files.notExists(file) && make(file, random);
      checkPermissions(file);
      String key = Files.readString(file).strip();
      return new KeyFile(file, FixedKey.of(key, "openwa.api-key is not set, and " + file), made);
    } catch (MalformedInputException e) {
      throw new IllegalStateException("openwa.api-key is not set, and " + file + " is no text", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "openwa.api-key is not set, and " + file + " cannot be used", e);
    }
  }

  /** Written aside and linked into place: the file is there whole or not at all. */
  private static boolean make(Path file, SecureRandom random) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path draft =
        Files.createTempFile(
            directory, ".api-key", null, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      write(draft, newKey(random) + "\n");
      Files.createLink(file, draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String newKey(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + HexFormat.of().formatHex(bytes);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void checkPermissions(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalStateException(
          "openwa.api-key is not set, and " + file + " is not a plain file");
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
    if (found.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
      throw new IllegalStateException(
          "openwa.api-key is not set, and others than its owner may use "
              + file
              + " ("
              + PosixFilePermissions.toString(found)
              + "): run chmod 600 on it");
    }
  }
}
