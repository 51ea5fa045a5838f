package org.openwa.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Mac;
import org.openwa.model.SessionId;

/**
 * Writes versions of a profile and reads them. Contents are stored once for a session, by name of
 * content; a version is a sealed list of files. Never more than a few parts of files are in memory.
 * Every method blocks.
 */
final class ProfileArchive {

  /** What became of a save. */
  record Saved(long version, int files, long bytes, long storedBytes, boolean isNew) {}

  /** How much is sealed as one piece, and how much is stored in one transaction. */
  record Sizes(int part, int transaction) {

    static final Sizes DEFAULT = new Sizes(Packing.LARGEST, 2 << 20);
  }

  private final VaultStore store;
  private final Supplier<VaultKeys> keys;
  private final SecureRandom random;
  private final Clock clock;
  private final int keepVersions;
  private final Sizes sizes;

  ProfileArchive(
      VaultStore store,
      Supplier<VaultKeys> keys,
      SecureRandom random,
      Clock clock,
      int keepVersions,
      Sizes sizes) {
    this.store = store;
    this.keys = keys;
    this.random = random;
    this.clock = clock;
    this.keepVersions = keepVersions;
    this.sizes = sizes;
  }

  /** Saves what lies in a folder that nobody writes to. */
  Saved save(SessionId session, long epoch, int chromium, Path folder) throws IOException {
    DataKey key = dataKey(session, epoch);
    Manifest manifest = manifest(key, folder);
    if (manifest.files().isEmpty()) {
      // Somebody took the folder away: the versions that there are must stay the newest ones.
      throw new VaultException("has no file that could carry a link: " + folder);
    }
    Optional<VaultStore.Version> newest = store.versions(session).stream().findFirst();
    if (newest.isPresent()
        && newest.get().epoch() == epoch
        && newest.get().chromium() == chromium
        && isSame(key, session, newest.get(), manifest)) {
      store.confirm(session, epoch, newest.get().number());
      return new Saved(newest.get().number(), manifest.files().size(), manifest.bytes(), 0, false);
    }
    return saveNew(key, session, epoch, chromium, folder, manifest);
  }

  private Saved saveNew(
      DataKey key, SessionId session, long epoch, int chromium, Path folder, Manifest manifest)
      throws IOException {
    Map<String, Integer> parts = new HashMap<>();
    Map<String, Integer> stored = store.blobs(session);
    List<ArchivedFile> missing = new ArrayList<>();
    for (ArchivedFile file : manifest.files()) {
      Integer known = stored.get(file.blob());
      if (parts.putIfAbsent(file.blob(), known == null ? parts(file) : known) == null
          && known == null) {
        missing.add(file);
      }
    }
    Writer writer = new Writer(key, session, epoch);
    for (ArchivedFile file : missing) {
      writer.add(file, folder);
    }
    writer.flush();
    for (ArchivedFile file : missing) {
      read(key, session, file, OutputStream.nullOutputStream());
    }
    long number = store.nextVersion(session);
    store.complete(
        session,
        new VaultStore.Version(
            number,
            epoch,
            chromium,
            manifest.files().size(),
            manifest.bytes(),
            clock.instant(),
            key.seal(random, manifest.encoded(), "manifest", session, number, epoch)),
        parts,
        keepVersions);
    return new Saved(number, manifest.files().size(), manifest.bytes(), writer.storedBytes, true);
  }

  /** An empty file has one part too, an empty one. */
  private int parts(ArchivedFile file) {
    return (int) Math.max(1, (file.bytes() + sizes.part() - 1) / sizes.part());
  }

  private DataKey dataKey(SessionId session, long epoch) {
    VaultKeys all = keys.get();
    WrappedKey wrapped =
        store
            .key(session)
            .orElseGet(() ->
                store.addKey(
                    session, epoch, DataKey.make(session, random).wrap(all.newest(), random)));
    return DataKey.unwrap(session, wrapped, all);
  }

  private Manifest manifest(DataKey key, Path folder) throws IOException {
    List<ArchivedFile> files = new ArrayList<>();
    byte[] buffer = new byte[sizes.part()];
    for (String name : ProfileFiles.in(folder)) {
      Mac naming = key.naming();
      long bytes = 0;
      try (InputStream in = Files.newInputStream(folder.resolve(name))) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          naming.update(buffer, 0, read);
          bytes += read;
        }
      }
      files.add(new ArchivedFile(name, bytes, HexFormat.of().formatHex(naming.doFinal())));
    }
    return new Manifest(files);
  }

  private static boolean isSame(
      DataKey key, SessionId session, VaultStore.Version version, Manifest manifest) {
    try {
      return open(key, session, version).equals(manifest);
    } catch (VaultException e) {
      return false; // Damaged: the new one takes its place.
    }
  }

  private static Manifest open(DataKey key, SessionId session, VaultStore.Version version) {
    return Manifest.decoded(
        key.open(version.manifest(), "manifest", session, version.number(), version.epoch()));
  }

  /**
   * Brings a version back, into a folder that does not exist yet; everything is on the disk when
   * this returns.
   *
   * @throws VaultException where the version is damaged; what is in the folder is of no use then
   */
  void restore(SessionId session, VaultStore.Version version, Path folder) throws IOException {
    DataKey key = existingKey(session);
    List<Path> written = new ArrayList<>();
    for (ArchivedFile file : open(key, session, version).files()) {
      Path target = ProfileFiles.resolve(folder, file.name());
      Files.createDirectories(target.getParent());
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
        read(key, session, file, out);
      }
      written.add(target);
    }
    force(written);
  }

  /** At the same time: a file system brings many files to the disk as fast as one. */
  private static void force(List<Path> files) throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> forced =
          files.stream()
              .map(file -> CompletableFuture.runAsync(() -> force(file), threads))
              .toList();
      forced.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }

  private static void force(Path file) {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all of a version; throws where it is damaged. */
  void verify(SessionId session, VaultStore.Version version) throws IOException {
    DataKey key = existingKey(session);
    for (ArchivedFile file : open(key, session, version).files()) {
      read(key, session, file, OutputStream.nullOutputStream());
    }
  }

  private DataKey existingKey(SessionId session) {
    return DataKey.unwrap(
        session,
        store
            .key(session)
            .orElseThrow(() -> new VaultException("the vault has no key for " + session)),
        keys.get());
  }

  /** Decrypts a stored content and checks that it is what its name says. */
  private void read(DataKey key, SessionId session, ArchivedFile file, OutputStream out)
      throws IOException {
    Mac naming = key.naming();
    long bytes = 0;
    int position = 0;
    for (Optional<byte[]> part = store.read(session, file.blob(), position);
        part.isPresent();
        part = store.read(session, file.blob(), ++position)) {
      byte[] plain = Packing.unpack(key.open(part.get(), "part", session, file.blob(), position));
      naming.update(plain);
      bytes += plain.length;
      out.write(plain);
    }
    if (bytes != file.bytes() || !HexFormat.of().formatHex(naming.doFinal()).equals(file.blob())) {
      throw new VaultException("a file of the profile is not as it was saved");
    }
  }

  /** Collects parts until they are worth a transaction. */
  private final class Writer {

    private final DataKey key;
    private final SessionId session;
    private final long epoch;
    private final List<VaultStore.Part> waiting = new ArrayList<>();
    private int waitingBytes;
    private long storedBytes;

    Writer(DataKey key, SessionId session, long epoch) {
      this.key = key;
      this.session = session;
      this.epoch = epoch;
    }

    void add(ArchivedFile file, Path folder) throws IOException {
      try (InputStream in = Files.newInputStream(folder.resolve(file.name()))) {
        int position = 0;
        do {
          byte[] plain = in.readNBytes(sizes.part());
          add(file.blob(), position++, plain);
        } while (position < parts(file));
      }
    }

    private void add(String blob, int position, byte[] plain) {
      byte[] sealed =
          key.seal(random, Packing.pack(plain, plain.length), "part", session, blob, position);
      waiting.add(new VaultStore.Part(blob, position, sealed));
      waitingBytes += sealed.length;
      storedBytes += sealed.length;
      if (waitingBytes >= sizes.transaction()) {
        flush();
      }
    }

    void flush() {
      if (!waiting.isEmpty()) {
        store.write(session, epoch, List.copyOf(waiting));
        waiting.clear();
        waitingBytes = 0;
      }
    }
  }
}
