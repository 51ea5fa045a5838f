package org.openwa.media;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openwa.model.MediaRef;
import org.openwa.model.SessionId;

/**
 * Keeps files, each under the session that it belongs to. Every method blocks, so it is called on
 * threads that may, and fails with a {@link MediaException}. No file is ever wholly in memory.
 */
public interface MediaStore {

  /**
   * Keeps what the stream gives, to its end, which it does not close. The file is there, and
   * durable, when this returns; where it fails, nothing is left of it.
   *
   * @param filename as its sender calls it; kept for showing only
   * @param limit the most bytes that are taken; more is {@link MediaException.Kind#TOO_LARGE}
   */
  MediaRef keep(
      SessionId session, String mimetype, @Nullable String filename, InputStream bytes, long limit);

  /** The bytes from an offset to the end; empty where the file is gone. */
  Optional<InputStream> read(SessionId session, MediaRef file, long offset);

  /** Forgets a file. One that is gone already is no failure. */
  void delete(SessionId session, MediaRef file);

  /** Forgets every file of a session. */
  void deleteAll(SessionId session);

  /** Forgets what was kept before this moment; answers how many files that were. */
  long deleteOlderThan(Instant moment);
}
