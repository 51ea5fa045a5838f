package org.openwa.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which Chromium keeps the profile of one session. Blocks on the disk. */
final class ProfileFolder {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileFolder.class);

  private ProfileFolder() {}

  /** Removes it with all it holds; false, and a line in the log, where that did not work. */
  static boolean delete(Path profiles, SessionId session) {
    Path folder = profiles.resolve(session.value());
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException e) {
      LOG.warn("profile of session {} was not removed", session, e);
      return false;
    }
  }
}
