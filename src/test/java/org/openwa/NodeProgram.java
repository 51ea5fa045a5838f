package org.openwa;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.openwa.testing.ThisJvm;

/**
 * The program as its nodes run it, as jars and with the start cache that operators have too: made
 * once for all tests of a JVM, which start so many nodes that it is half of their time otherwise.
 */
final class NodeProgram {

  private static final long PATIENCE_SECONDS = 120;

  private static final NodeProgram PROGRAM = make();

  private final List<String> command;

  private NodeProgram(List<String> command) {
    this.command = command;
  }

  /** Prepares a process of it; what it is to do comes behind. */
  static ProcessBuilder process(String... arguments) {
    List<String> all = new ArrayList<>(PROGRAM.command);
    all.addAll(List.of(arguments));
    return new ProcessBuilder(all);
  }

  private static NodeProgram make() {
    try {
      Path folder = Files.createTempDirectory("openwa-program");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      Path jar = folder.resolve("openwa.jar");
      pack(directoryOf(Main.class), jar);
      Path cache = folder.resolve("start.aot");
      train(folder, command(jar, "-XX:AOTCacheOutput=" + cache));
      return new NodeProgram(command(jar, "-XX:AOTCache=" + cache));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> command(Path jar, String cache) throws URISyntaxException {
    Path quiet = directoryOf(NodeProgram.class).resolve("logback-test.xml");
    return List.of(
        ThisJvm.java(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        // Most live for some seconds, in which the better code would cost more than it saves.
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xlog:aot*=off",
        cache,
        "-Dlogback.configurationFile=" + quiet,
        "-cp",
        jar + File.pathSeparator + libraries(),
        Main.class.getName());
  }

  private static void train(Path folder, List<String> command)
      throws IOException, InterruptedException {
    List<String> training = new ArrayList<>(command);
    training.add("train");
    ProcessBuilder builder =
        new ProcessBuilder(training)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("train.log").toFile());
    builder
        .environment()
        .putAll(Map.of("OPENWA_PORT", "0", "OPENWA_DATA_DIR", folder.resolve("data").toString()));
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(Files.readString(folder.resolve("train.log")));
    }
  }

  /**
   * The JVM makes no start cache of classes that lie in a folder. Folders are entries too: what
   * looks for all resources of one needs that.
   */
  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(path -> !path.equals(classes)).sorted().toList()) {
        String name = classes.relativize(path).toString();
        boolean isFolder = Files.isDirectory(path);
        target.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(path, target);
        }
      }
    }
  }

  private static Path directoryOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String libraries() {
    return ThisJvm.libraries().stream()
        .map(Path::toString)
        .filter(name -> name.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList().reversed()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
