package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Memory stays flat however large a file is: here it would not fit into the heap. */
class UploadMemoryTest {

  @Test
  void filesOf60MebibytesPassThroughAHeapOf56AndLargerOnesAreRefused()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx56m",
                "-cp",
                classPath(),
                UploadUnderSmallHeap.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(line -> line.matches("(form|base64) .*")))
        .as(output)
        .containsExactly("form 60: 201 60", "base64 60: 201 60", "form 65: 413", "base64 65: 413");
  }

  /** That of this JVM, also where a test runner loads classes by itself. */
  private static String classPath() {
    return UploadMemoryTest.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }
}
