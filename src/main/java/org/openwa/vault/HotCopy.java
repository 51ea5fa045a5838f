package org.openwa.vault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A consistent copy of the profile of a browser that runs. While it stands still its files are as a
 * crash would leave them, which Chromium can always go on from. A copy made while it writes can be
 * one that Chromium takes for damaged, empties, and so logs itself out.
 */
final class HotCopy {

  private static final String FOLDER = "openwa-copy";

  private HotCopy() {}

  /** Makes it, inside the profile: hard links need the same file system. */
  static Path make(Path profile, Supplier<? extends Closeable> freeze) throws IOException {
    Path copy = profile.resolve(FOLDER);
    ProfileFiles.delete(copy);
    Files.createDirectories(copy);
    try (Closeable _ = freeze.get()) {
      for (String name : ProfileFiles.in(profile)) {
        Path target = copy.resolve(name);
        Files.createDirectories(target.getParent());
        take(profile.resolve(name), target);
      }
    }
    return copy;
  }

  /**
   * Tables of LevelDB never change once they are written, so a link is enough and takes no time.
   */
  private static void take(Path file, Path target) throws IOException {
    if (file.getFileName().toString().endsWith(".ldb")) {
      try {
        Files.createLink(target, file);
        return;
      } catch (IOException | UnsupportedOperationException e) {
        // A file system without hard links: it takes longer.
        Files.deleteIfExists(target);
      }
    }
    Files.copy(file, target);
  }

  static void remove(Path profile) throws IOException {
    ProfileFiles.delete(profile.resolve(FOLDER));
  }
}
