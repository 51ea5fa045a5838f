package org.openwa.media;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code openwa.media}.
 *
 * @param directory where files lie; in a cluster the same for all nodes
 * @param maxBytes of one file
 * @param types what may be sent
 * @param keepInbound whether files that come in are fetched and kept
 * @param retention after which a file is deleted; zero: never
 * @param fetchTimeout for a whole download from a caller's URL
 */
public record MediaSettings(
    Path directory,
    long maxBytes,
    MediaTypes types,
    boolean keepInbound,
    Duration retention,
    Duration fetchTimeout) {

  public MediaSettings {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("openwa.media.max-bytes must be at least 1");
    }
    if (retention.isNegative()) {
      throw new IllegalArgumentException("openwa.media.retention must not be negative");
    }
  }

  /** Reads the block. */
  public static MediaSettings from(Config config, Path dataDirectory) {
    String directory = config.getString("directory");
    return new MediaSettings(
        directory.isEmpty() ? dataDirectory.resolve("media") : Path.of(directory).toAbsolutePath(),
        config.getBytes("max-bytes"),
        MediaTypes.parse(config.getString("types")),
        config.getBoolean("keep-inbound"),
        config.getDuration("retention"),
        config.getDuration("fetch-timeout"));
  }
}
