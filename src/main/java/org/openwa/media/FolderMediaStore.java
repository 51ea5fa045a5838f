package org.openwa.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.openwa.media.MediaException.Kind;
import org.openwa.model.MediaRef;
import org.openwa.model.SessionId;

/**
 * Files in a folder: {@code <session>/<id>}. A file that is still being written has the ending
 * {@code .part}. An operator may delete whatever lies there.
 */
public final class FolderMediaStore implements MediaStore {

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
  public KeptFile keep(SessionId session, Bytes bytes, long limit) {
    String id = newId();
    Path file = path(session, id);
    Path unfinished = file.resolveSibling(id + UNFINISHED);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw unavailable(e);
    }
    try (NewFile out = NewFile.create(unfinished, limit)) {
      bytes.writeTo(out);
      KeptFile kept = out.finish(id);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return kept;
    } catch (NewFile.DiskException e) {
      throw unavailable(e);
    } catch (IOException e) {
      throw new MediaException(Kind.BROKEN_OFF, "The file broke off.", e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  /** Sorts by time, so that an operator finds what is new. */
  private String newId() {
    return "%011x%016x".formatted(clock.millis(), random.nextLong());
  }

  @Override
  public Optional<InputStream> read(SessionId session, String file, long offset) {
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
  public void delete(SessionId session, String file) {
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

  private Path path(SessionId session, String file) {
    if (!MediaRef.SYNTAX.matcher(file).matches()) {
      throw new IllegalArgumentException("not the id of a file");
    }
    return root.resolve(session.value()).resolve(file);
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
}
