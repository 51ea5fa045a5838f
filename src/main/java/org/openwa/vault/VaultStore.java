package org.openwa.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openwa.model.SessionId;

/**
 * Where sealed profiles lie. It sees no plain byte of them. Every method blocks; what takes an
 * epoch changes nothing and throws {@link org.openwa.lease.StaleEpochException} where the session
 * has a newer one.
 */
public interface VaultStore {

  /** Which browser of a session was the last one, and on which node its profile lies therefore. */
  record LastStay(long epoch, String node) {}

  /** A part of a file's content. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Part(String blob, int position, byte[] sealed) {}

  /**
   * A version.
   *
   * @param chromium the first number of the version of the Chromium that wrote it
   * @param bytes of its files, as they were
   * @param savedAt when it was last found to be what the browser has
   * @param manifest sealed
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Version(
      long number,
      long epoch,
      int chromium,
      int files,
      long bytes,
      Instant savedAt,
      byte[] manifest) {}

  Optional<LastStay> lastStay(SessionId session);

  /** A browser is about to be opened on the session's profile. */
  void stay(SessionId session, long epoch, String node);

  Optional<WrappedKey> key(SessionId session);

  /** Every session whose data key is not wrapped by the key of this id. */
  List<SessionId> notWrappedBy(String keyId);

  /** Keeps the session's data key, unless it has one; answers the one it has. */
  WrappedKey addKey(SessionId session, long epoch, WrappedKey wrapped);

  /** Replaces a wrapped key by the same one wrapped anew; false where it was replaced meanwhile. */
  boolean replaceKey(SessionId session, WrappedKey former, WrappedKey wrapped);

  /**
   * The contents that complete versions have, by name, so they need not be stored again; of how
   * many parts each is.
   */
  Map<String, Integer> blobs(SessionId session);

  /** Stores all of these or none. What an interrupted save left of the same content is replaced. */
  void write(SessionId session, long epoch, List<Part> parts);

  /** The sealed part of a content; empty behind the last one. */
  Optional<byte[]> read(SessionId session, String blob, int position);

  /** Every session of which there is a version that may be restored. */
  List<SessionId> sessions();

  /** All versions that may be restored, the newest first. */
  List<Version> versions(SessionId session);

  /** The number of the next version. */
  long nextVersion(SessionId session);

  /**
   * Makes a version the newest one, and removes what is not needed any more.
   *
   * @param parts of how many parts each of its contents is; all of them must be stored
   * @param keep so many versions stay
   */
  void complete(SessionId session, Version version, Map<String, Integer> parts, int keep);

  /** The newest version is still what the browser has. */
  void confirm(SessionId session, long epoch, long version);

  /** No version is restored any more; they are gone after a while. False where there was none. */
  boolean retire(SessionId session, long epoch);

  /** Removes the retired versions that were retired before this time; answers how many. */
  int removeRetired(Instant before);
}
