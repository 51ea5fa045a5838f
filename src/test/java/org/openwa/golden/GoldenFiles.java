package org.openwa.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What released versions wrote: a folder for each version, a file of bytes for each class. The name
 * of a file is the manifest.
 */
final class GoldenFiles {

  /** The committed ones. */
  static final Path COMMITTED = Path.of("src/test/resources/golden");

  private static final String ENDING = ".cbor";

  private GoldenFiles() {}

  /** One of them. */
  @SuppressWarnings("ArrayRecordComponent")
  record GoldenFile(String version, String manifest, byte[] bytes) {

    @Override
    public String toString() {
      return version + " " + manifest;
    }
  }

  static List<GoldenFile> read(Path folder) throws IOException {
    List<GoldenFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(each -> each.toString().endsWith(ENDING)).sorted().toList()) {
        Path within = folder.relativize(path);
        String name = within.getName(1).toString();
        files.add(
            new GoldenFile(
                within.getName(0).toString().substring(1),
                name.substring(0, name.length() - ENDING.length()),
                Files.readAllBytes(path)));
      }
    }
    return files;
  }

  static void write(Path folder, GoldenFile file) throws IOException {
    Path version = Files.createDirectories(folder.resolve("v" + file.version()));
    Files.write(version.resolve(file.manifest() + ENDING), file.bytes());
  }
}
