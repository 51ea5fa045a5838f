package org.openwa.vault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of all sessions, as seen from one node: gives a browser the newest there is of its
 * session and saves what the browser made of it. Only one browser of a session exists at a time;
 * one that does so wrongly has an older epoch, and changes nothing here. Every method blocks.
 */
public final class ProfileVault {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileVault.class);

  private final VaultStore store;
  private final ProfileArchive archive;
  private final String node;
  private final IntSupplier chromium;
  private final Supplier<VaultKeys> keys;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * A vault in a store.
   *
   * @param keys reads the key file; asked each time, so that a new key needs no restart
   * @param keepVersions so many versions of a session are kept
   * @param node this node's name, as shown to operators
   * @param chromium the first number of the version of this node's Chromium
   */
  public ProfileVault(
      VaultStore store,
      Supplier<VaultKeys> keys,
      int keepVersions,
      String node,
      IntSupplier chromium,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.keys = keys;
    this.random = random;
    this.clock = clock;
    this.node = node;
    this.chromium = chromium;
    this.archive =
        new ProfileArchive(store, keys, random, clock, keepVersions, ProfileArchive.Sizes.DEFAULT);
  }

  /**
   * Makes the folder the newest profile of the session. What lies there is used when no browser of
   * the session was opened elsewhere since; otherwise the newest good version takes its place.
   *
   * @param linked whether an account is linked; of one that is not, nothing is brought back
   * @throws VaultException where no browser may be opened on what there is
   */
  public void prepare(SessionId session, long epoch, boolean linked, Path folder)
      throws IOException {
    if (!linked && store.retire(session, epoch)) {
      LOG.info("profile of session {}: no longer linked, its versions are retired", session);
    }
    Optional<VaultStore.LastStay> last = store.lastStay(session);
    Optional<StayMark> mark = StayMark.read(folder);
    if (isNewest(session, folder, mark, last)) {
      refuseNewer(session, mark.map(StayMark::chromium).orElse(0), "was last used by");
      HotCopy.remove(folder);
    } else if (linked) {
      restore(session, epoch, folder, last);
    } else {
      ProfileFiles.delete(folder);
    }
    // In this order: a mark that is newer than the last known stay still is of the newest profile.
    new StayMark(session, epoch, node, chromium.getAsInt()).write(folder);
    store.stay(session, epoch, node);
  }

  private static boolean isNewest(
      SessionId session, Path folder, Optional<StayMark> mark, Optional<VaultStore.LastStay> last) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    // A folder without a mark is of a time before the vault.
    return mark.map(found ->
            found.session().equals(session)
                && found.epoch() >= last.map(VaultStore.LastStay::epoch).orElse(0L))
        .orElse(last.isEmpty());
  }

  private void refuseNewer(SessionId session, int writtenBy, String how) {
    if (writtenBy > chromium.getAsInt()) {
      throw new VaultException(
          "the profile of %s %s Chromium %d and this node has %d: install that one here, or start the session on a node that has it"
              .formatted(session, how, writtenBy, chromium.getAsInt()));
    }
  }

  private void restore(
      SessionId session, long epoch, Path folder, Optional<VaultStore.LastStay> last)
      throws IOException {
    long start = System.nanoTime();
    List<VaultStore.Version> versions = store.versions(session);
    if (versions.isEmpty()) {
      throw new VaultException(
          "the profile of %s was never saved and is not on this node; %s. If it is lost, delete the session and link it anew"
              .formatted(
                  session,
                  last.map(stay -> "its last browser was on " + stay.node())
                      .orElse("no node is known to have it")));
    }
    String problem = "";
    Path whole = folder.resolveSibling(folder.getFileName() + ".restored");
    for (VaultStore.Version version : versions) {
      refuseNewer(session, version.chromium(), "was saved by");
      ProfileFiles.delete(whole);
      Files.createDirectories(whole);
      try {
        archive.restore(session, version, whole);
      } catch (VaultException e) {
        problem = "version " + version.number() + ": " + e.getMessage();
        LOG.error(
            "profile of session {}: version {} {}", session, version.number(), e.getMessage());
        continue;
      }
      new StayMark(session, epoch, node, chromium.getAsInt()).write(whole);
      ProfileFiles.delete(folder);
      Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
      LOG.info(
          "profile of session {}: restored version {} of epoch {}, {} bytes in {} files, in {} ms",
          session,
          version.number(),
          version.epoch(),
          version.bytes(),
          version.files(),
          millisSince(start));
      return;
    }
    ProfileFiles.delete(whole);
    throw new VaultException(
        "no saved version of the profile of " + session + " can be restored; " + problem);
  }

  /** Saves the profile of a browser that was closed. */
  public void saveClosed(SessionId session, long epoch, Path folder) throws IOException {
    save(session, epoch, folder, "at its close", Duration.ZERO);
  }

  /**
   * Saves the profile of a browser that runs.
   *
   * @param freeze keeps the browser from writing until what it answers is closed
   */
  public void saveRunning(
      SessionId session, long epoch, Path folder, Supplier<? extends Closeable> freeze)
      throws IOException {
    long start = System.nanoTime();
    try {
      Path copy = HotCopy.make(folder, freeze);
      save(session, epoch, copy, "while it runs", Duration.ofNanos(System.nanoTime() - start));
    } finally {
      HotCopy.remove(folder);
    }
  }

  private void save(SessionId session, long epoch, Path folder, String when, Duration copying)
      throws IOException {
    long start = System.nanoTime();
    ProfileArchive.Saved saved = archive.save(session, epoch, chromium.getAsInt(), folder);
    LOG.info(
        "profile of session {}: {} {} version {} of epoch {}, {} bytes in {} files, {} bytes"
            + " stored, in {} ms ({} ms copying)",
        session,
        when,
        saved.isNew() ? "saved" : "unchanged since",
        saved.version(),
        epoch,
        saved.bytes(),
        saved.files(),
        saved.storedBytes(),
        millisSince(start),
        copying.toMillis());
  }

  /** The account forgot this browser: what was saved is not brought back. */
  public void unlinked(SessionId session, long epoch) {
    store.retire(session, epoch);
  }

  /** Removes what was retired longer ago than this. */
  public void removeRetired(Duration keep) {
    int removed = store.removeRetired(clock.instant().minus(keep));
    if (removed > 0) {
      LOG.info("{} retired profile versions removed", removed);
    }
  }

  /**
   * Wraps every data key with the newest key of the key file; what they seal stays as it is.
   * Answers how many were wrapped by another one.
   */
  public int rewrapKeys() {
    VaultKeys all = keys.get();
    int rewrapped = 0;
    for (SessionId session : store.notWrappedBy(all.newest().id())) {
      WrappedKey former = store.key(session).orElseThrow();
      WrappedKey wrapped = DataKey.unwrap(session, former, all).wrap(all.newest(), random);
      if (store.replaceKey(session, former, wrapped)) {
        rewrapped++;
      }
    }
    return rewrapped;
  }

  /** Reads every version of a session; answers what is wrong, in words, empty where nothing is. */
  public List<String> verify(SessionId session) {
    return store.versions(session).stream().flatMap(version -> check(session, version)).toList();
  }

  private Stream<String> check(SessionId session, VaultStore.Version version) {
    try {
      archive.verify(session, version);
      return Stream.empty();
    } catch (VaultException e) {
      return Stream.of("version " + version.number() + " " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
