package org.openwa.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project folder as a container image has it, with the real scripts, a jar and no sources, and
 * with stand-ins for Java and Chromium.
 */
final class LauncherProject {

  /** What the launcher printed and how it ended. */
  record Outcome(int code, String output) {}

  private static final String NO_PROGRAM = "#!/bin/sh\n";

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();

  LauncherProject(Path root) throws IOException {
    this.root = root;
    copyScripts();
    write("target/openwa.jar", "a jar");
    write("target/lib/b.jar", "b");
    write("target/lib/a.jar", "a");
    program("path/chromium", NO_PROGRAM);
    program("path/chromedriver", NO_PROGRAM);
    set("OPENWA_CHROMIUM", root.resolve("path/chromium").toString());
    set("OPENWA_CHROMEDRIVER", root.resolve("path/chromedriver").toString());
    set("OPENWA_JVM_DIRECTORY", root.resolve("jvm").toString());
    set("OPENWA_AOT", "off");
    set("PATH", root.resolve("path") + ":" + System.getenv("PATH"));
    // In front of the Java of this machine, which may be any.
    program("path/java", NO_PROGRAM);
    write("release", "JAVA_VERSION=\"17.0.1\"\n");
    program("bin/java", NO_PROGRAM);
    Files.delete(root.resolve("path/java"));
    Files.createSymbolicLink(root.resolve("path/java"), root.resolve("bin/java"));
  }

  Path root() {
    return root;
  }

  LauncherProject set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A folder like that of a Java, whose {@code java} prints its arguments, one a line. */
  Path java(String folder, String version) throws IOException {
    return java(folder, version, "printf '%s\\n' \"$@\"\n");
  }

  Path java(String folder, String version, String script) throws IOException {
    write(folder + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    program(folder + "/bin/java", "#!/bin/bash\n" + script);
    program(folder + "/bin/javac", NO_PROGRAM);
    return root.resolve(folder);
  }

  void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  Outcome openwa(String... arguments) throws IOException, InterruptedException {
    return openwaIn(root, arguments);
  }

  Outcome openwaIn(Path directory, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("launcher", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(root.resolve("scripts/openwa").toString()), Stream.of(arguments))
                .toList());
    for (String ours : List.of("JAVA_HOME", "JAVA_OPTS", "OPENWA_LOG_DIR")) {
      builder.environment().remove(ours);
    }
    builder.environment().putAll(environment);
    Process process =
        builder
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not end: " + Files.readString(output));
    }
    String said = Files.readString(output);
    Files.delete(output);
    return new Outcome(process.exitValue(), said);
  }

  private void program(String name, String script) throws IOException {
    write(name, script);
    if (!root.resolve(name).toFile().setExecutable(true)) {
      throw new IOException(name + " cannot be made executable");
    }
  }

  private void copyScripts() throws IOException {
    Path source = Path.of("scripts");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        program("scripts/" + source.relativize(file), Files.readString(file));
      }
    }
  }
}
