package org.openwa.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A folder with a package.json and a lock file, installed below {@code target} for a test. */
public final class NpmPackages {

  private final Path folder;

  private NpmPackages(Path folder) {
    this.folder = folder;
  }

  /**
   * Copies the files of a folder and installs what its lock file pins, once for each lock file. No
   * package may run a script of its own, so none downloads a browser.
   */
  public static NpmPackages install(Path sources, Path folder)
      throws IOException, InterruptedException {
    NpmPackages packages = new NpmPackages(folder.toAbsolutePath());
    Files.createDirectories(folder);
    try (var files = Files.newDirectoryStream(sources, path -> Files.isRegularFile(path))) {
      for (Path file : files) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    byte[] lock = Files.readAllBytes(sources.resolve("package-lock.json"));
    Path installed = folder.resolve("installed-lock.json");
    if (!Files.exists(installed) || !Arrays.equals(lock, Files.readAllBytes(installed))) {
      packages.run(
          Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
      Files.write(installed, lock);
    }
    return packages;
  }

  /** Where a file of an installed package is. */
  public Path file(String path) {
    return folder.resolve("node_modules").resolve(path);
  }

  /** Runs a command in the folder and answers what it printed; it must end well. */
  public String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s%n%s", List.of(command), output).isZero();
      return output;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
