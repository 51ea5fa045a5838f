package org.openwa.deployment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the program itself says about its settings, its routes and its version. */
final class Program {

  /** Read by scripts/openwa and logback.xml; docs/OPERATIONS.md lists them. */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("JAVA_OPTS", "OPENWA_LOG_DIR", "OPENWA_LOG_LEVEL", "OPENWA_AOT");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\?([A-Z0-9_]+)}");

  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private Program() {}

  /** Every environment variable that means something. */
  static Set<String> variables() throws IOException {
    Set<String> variables = new HashSet<>(OF_THE_LAUNCHER);
    Matcher matcher = VARIABLE.matcher(read("src/main/resources/reference.conf"));
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    return variables;
  }

  /** A number among the defaults. */
  static int number(String setting) {
    Config defaults = ConfigFactory.parseResources("reference.conf").resolve();
    return defaults.getInt("openwa." + setting);
  }

  static String version() throws IOException {
    Matcher matcher = VERSION.matcher(read("pom.xml"));
    if (!matcher.find()) {
      throw new AssertionError("the pom has no version");
    }
    return matcher.group(1);
  }

  static Set<String> paths() throws IOException {
    return Set.copyOf(
        Yaml.texts(Yaml.document(Path.of("src/main/resources/openapi.yaml")).path("paths")));
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file));
  }
}
