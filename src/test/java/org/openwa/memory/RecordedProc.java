package org.openwa.memory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What the kernel showed of a browser that ran a page, written down on a machine with Linux 6. */
final class RecordedProc {

  private RecordedProc() {}

  /** Makes the files of a recording in a folder, as they lie in {@code /proc}. */
  static void unpack(Path folder) throws IOException {
    Path file = folder;
    try (InputStream recording =
        Objects.requireNonNull(RecordedProc.class.getResourceAsStream("/proc/chromium.txt"))) {
      for (String line :
          new String(recording.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList()) {
        if (line.startsWith("== ")) {
          file = folder.resolve(line.substring(3));
          Files.createDirectories(file.getParent());
          Files.deleteIfExists(file);
        } else {
          // A command line has no end of line.
          String known = Files.exists(file) ? Files.readString(file) + "\n" : "";
          Files.writeString(file, known + line);
        }
      }
    }
  }
}
