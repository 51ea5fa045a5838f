package org.openwa.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of a Chromium profile carry the link: the page's databases, its local storage and its
 * cookies. All else is made anew by Chromium, or only makes the next start faster.
 */
final class ProfileFiles {

  private static final List<String> PARTS =
      List.of(
          "Default/IndexedDB",
          "Default/Local Storage",
          "Default/Cookies",
          "Default/Cookies-journal");

  /** LevelDB's own lock and diary; the diary is new with every start. */
  private static final Set<String> NOT_NEEDED = Set.of("LOCK", "LOG", "LOG.old");

  private ProfileFiles() {}

  /** Their names relative to the profile, with slashes, sorted. */
  static List<String> in(Path profile) throws IOException {
    List<String> names = new ArrayList<>();
    for (String part : PARTS) {
      Path top = profile.resolve(part);
      if (Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> files = Files.walk(top)) {
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !NOT_NEEDED.contains(file.getFileName().toString()))
              .forEach(file -> names.add(profile.relativize(file).toString()));
        }
      }
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /** Where a file of this name belongs; refuses names that lead elsewhere. */
  static Path resolve(Path profile, String name) {
    Path file = profile.resolve(name).normalize();
    if (PARTS.stream().map(profile::resolve).noneMatch(file::startsWith)) {
      throw new VaultException("holds a file that is no part of a profile");
    }
    return file;
  }

  /** Removes a folder with all it holds. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
