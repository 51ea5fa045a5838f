package org.openwa.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.openwa.model.SessionId;

/**
 * Keeps files, each under the session that it belongs to. Every method blocks, so it is called on
 * threads that may, and fails with a {@link MediaException}. No file is ever wholly in memory.
 */
public interface MediaStore {

  /** Where bytes come from. */
  @FunctionalInterface
  interface Bytes {

    /** Writes all of them, in pieces that fit into memory. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Keeps all that is written. The file is there, and durable, when this returns; where it fails,
   * nothing is left of it.
   *
   * @param limit the most bytes that are taken; more is {@link MediaException.Kind#TOO_LARGE}
   */
  KeptFile keep(SessionId session, Bytes bytes, long limit);

  /**
   * The bytes from an offset to the end; empty where the file is gone.
   *
   * @param file the id of a {@link KeptFile}
   */
  Optional<InputStream> read(SessionId session, String file, long offset);

  /** Forgets a file. One that is gone already is no failure. */
  void delete(SessionId session, String file);

  /** Forgets every file of a session. */
  void deleteAll(SessionId session);

  /** Forgets what was kept before this moment; answers how many files that were. */
  long deleteOlderThan(Instant moment);
}
