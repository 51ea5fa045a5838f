package org.openwa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, as the build wrote it down. */
public final class Version {

  private Version() {}

  /** The version of the pom, for example {@code 0.1.0}. */
  public static String current() {
    try (InputStream file = Version.class.getResourceAsStream("/openwa-version.properties")) {
      if (file == null) {
        throw new IllegalStateException("openwa-version.properties is missing from the build");
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
