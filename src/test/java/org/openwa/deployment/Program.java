package org.openwa.deployment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the program itself says about its settings, its routes and its version. */
final class Program {

  /** Read by scripts/openwa and logback.xml; docs/OPERATIONS.md lists them. */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("JAVA_OPTS", "OPENWA_LOG_DIR", "OPENWA_LOG_LEVEL", "OPENWA_AOT");

  /** Agreed on, and not in reference.conf before their parts are. */
  private static final Map<String, Integer> AGREED_NUMBERS =
      Map.of("cluster.port", 25520, "cluster.management-port", 7626);

  private static final Set<String> AGREED_VARIABLES =
      Set.of(
          "OPENWA_VAULT_KEY_FILE",
          "OPENWA_CLUSTER_JOIN",
          "OPENWA_CLUSTER_HOST",
          "OPENWA_CLUSTER_SEEDS",
          "OPENWA_CLUSTER_SERVICE",
          "OPENWA_CLUSTER_NAMESPACE",
          "OPENWA_CLUSTER_REQUIRED_CONTACTS",
          "OPENWA_CLUSTER_MANAGEMENT_BIND");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\?([A-Z0-9_]+)}");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private Program() {}

  /** Every environment variable that means something. */
  static Set<String> variables() throws IOException {
    Set<String> variables = new HashSet<>(OF_THE_LAUNCHER);
    variables.addAll(AGREED_VARIABLES);
    Matcher matcher = VARIABLE.matcher(read("src/main/resources/reference.conf"));
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    return variables;
  }

  /** A number among the defaults. */
  static int number(String setting) {
    Config defaults = ConfigFactory.parseResources("reference.conf").resolve();
    String path = "openwa." + setting;
    Integer agreed = AGREED_NUMBERS.get(setting);
    return agreed == null || defaults.hasPath(path) ? defaults.getInt(path) : agreed;
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
