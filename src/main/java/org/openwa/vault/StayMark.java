package org.openwa.vault;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import org.openwa.model.SessionId;

/**
 * What a profile's folder says of itself: whose it is, and the epoch of the last browser that was
 * opened on it. A folder that was left behind by an earlier stay is known by it.
 */
record StayMark(SessionId session, long epoch, String node, int chromium) {

  private static final String FILE = "openwa-stay";

  /** Empty where there is none, or none that can be read. */
  static Optional<StayMark> read(Path profile) {
    try {
      Properties words = new Properties();
      words.load(new StringReader(Files.readString(profile.resolve(FILE))));
      return Optional.of(
          new StayMark(
              new SessionId(words.getProperty("session", "")),
              Long.parseLong(words.getProperty("epoch", "")),
              words.getProperty("node", ""),
              Integer.parseInt(words.getProperty("chromium", ""))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whole or not at all, and on the disk when this returns. */
  void write(Path profile) throws IOException {
    Files.createDirectories(profile);
    Path whole = profile.resolve(FILE + ".new");
    Files.write(
        whole,
        "session=%s\nepoch=%d\nnode=%s\nchromium=%d\n"
            .formatted(session, epoch, node, chromium)
            .getBytes(StandardCharsets.ISO_8859_1));
    try (FileChannel file = FileChannel.open(whole, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(whole, profile.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
