package org.openwa.vault;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code openwa.vault}.
 *
 * @param keyFile the keys that wrap the keys of profiles
 * @param makeKeyFile whether it is made where it is missing
 * @param settleTime from being linked to the first save
 * @param interval between two saves of a browser that runs
 * @param keepVersions how many versions of a session are kept
 * @param keepRetired how long versions of unlinked and deleted sessions are kept
 * @param savesAtOnce a node saves no more profiles than this at the same time
 * @param closeDeadline closing a browser waits no longer than this for its last save
 */
public record VaultSettings(
    Path keyFile,
    boolean makeKeyFile,
    Duration settleTime,
    Duration interval,
    int keepVersions,
    Duration keepRetired,
    int savesAtOnce,
    Duration closeDeadline) {

  public VaultSettings {
    if (keepVersions < 1) {
      throw new IllegalArgumentException("openwa.vault.keep-versions must be at least 1");
    }
    if (savesAtOnce < 1) {
      throw new IllegalArgumentException("openwa.vault.saves-at-once must be at least 1");
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("openwa.vault.interval must be at least 1s");
    }
  }

  /**
   * Reads the block.
   *
   * @param isShared whether other nodes need the same keys, so that none can be made here
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public static VaultSettings from(Config config, Path dataDirectory, boolean isShared) {
    String keyFile = config.getString("key-file");
    if (keyFile.isEmpty() && isShared) {
      throw new IllegalArgumentException(
          "openwa.vault.key-file (OPENWA_VAULT_KEY_FILE) must be set with postgresql, to a file"
              + " that is the same on every node; make it once: scripts/openwa vault new-key FILE");
    }
    return new VaultSettings(
        keyFile.isEmpty() ? dataDirectory.resolve("vault-key") : Path.of(keyFile).toAbsolutePath(),
        !isShared,
        config.getDuration("settle-time"),
        config.getDuration("interval"),
        config.getInt("keep-versions"),
        config.getDuration("keep-retired"),
        config.getInt("saves-at-once"),
        config.getDuration("close-deadline"));
  }
}
