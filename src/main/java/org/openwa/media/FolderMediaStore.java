package org.openwa.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openwa.media.MediaException.Kind;
import org.openwa.model.MediaRef;
import org.openwa.model.SessionId;

/**
 * Files in a folder: {@code <session>/<id>}. A file that is still being written has the ending
 * {@code .part}. An operator may delete whatever lies there.
 */
public final class FolderMediaStore implements MediaStore {

  private static final int BUFFER = 64 * 1024;
  private static final String UNFINISHED = ".part";

  private final Path root;
  private final Clock clock;
  private final RandomGenerator random;

  public FolderMediaStore(Path root, Clock clock, RandomGenerator random) {
    this.root = root;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public MediaRef keep(
      SessionId session,
      String mimetype,
      @Nullable String filename,
      InputStream bytes,
      long limit) {
    String id = newId();
    Path file = root.resolve(session.value()).resolve(id);
    Path unfinished = file.resolveSibling(id + UNFINISHED);
    try {
      Files.createDirectories(file.getParent());
      MessageDigest digest = sha256();
      long size = write(bytes, unfinished, digest, limit);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return new MediaRef(id, mimetype, size, HexFormat.of().formatHex(digest.digest()), filename);
    } catch (IOException e) {
      throw unavailable(e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  /** Sorts by time, so that an operator finds what is new. */
  private String newId() {
    return "%011x%016x".formatted(clock.millis(), random.nextLong());
  }

  private static long write(InputStream bytes, Path to, MessageDigest digest, long limit)
      throws IOException {
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int read = next(bytes, buffer); read >= 0; read = next(bytes, buffer)) {
        size += read;
        if (size > limit) {
          throw new MediaException(Kind.TOO_LARGE, "A file may have " + limit + " bytes at most.");
        }
        digest.update(buffer, 0, read);
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
      }
      out.force(true);
    }
    return size;
  }

  /** Whose fault a failure is, the giver's or the disk's, is told apart here. */
  private static int next(InputStream bytes, byte[] buffer) {
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw new MediaException(Kind.BROKEN_OFF, "The file broke off.", e);
    }
  }

  @Override
  public Optional<InputStream> read(SessionId session, MediaRef file, long offset) {
    try {
      SeekableByteChannel channel = Files.newByteChannel(path(session, file));
      return Optional.of(Channels.newInputStream(channel.position(offset)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void delete(SessionId session, MediaRef file) {
    try {
      Files.deleteIfExists(path(session, file));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void deleteAll(SessionId session) {
    Path folder = root.resolve(session.value());
    deleteFiles(folder, Instant.MAX);
    deleteQuietly(folder);
  }

  @Override
  public long deleteOlderThan(Instant moment) {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .mapToLong(folder -> deleteFiles(folder, moment))
          .sum();
    } catch (IOException | UncheckedIOException e) {
      throw unavailable(e);
    }
  }

  private static long deleteFiles(Path folder, Instant before) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old = files.filter(file -> isOlder(file, before)).toList();
      old.forEach(FolderMediaStore::deleteQuietly);
      return old.size();
    } catch (IOException | UncheckedIOException e) {
      throw unavailable(e);
    }
  }

  private static boolean isOlder(Path file, Instant moment) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      FileTime time = found.lastModifiedTime();
      return found.isRegularFile() && time.toInstant().isBefore(moment);
    } catch (IOException e) {
      return false;
    }
  }

  private Path path(SessionId session, MediaRef file) {
    return root.resolve(session.value()).resolve(file.id());
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It lies there until the next clean-up.
    }
  }

  private static MediaException unavailable(Exception cause) {
    return new MediaException(
        Kind.STORE_UNAVAILABLE, "Files cannot be kept or read at the moment.", cause);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
