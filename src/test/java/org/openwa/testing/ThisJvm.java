package org.openwa.testing;

import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test needs to start another JVM like its own. */
public final class ThisJvm {

  private ThisJvm() {}

  /** The program. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Jars and folders of classes, also where a test runner loads classes by itself. */
  public static List<Path> libraries() {
    Stream<Path> all =
        ThisJvm.class.getClassLoader() instanceof URLClassLoader loader
            ? Stream.of(loader.getURLs()).map(url -> Path.of(URI.create(url.toString())))
            : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    return all.toList();
  }

  public static String classPath() {
    return libraries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
