package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openwa.testing.ThisJvm;

/** Memory stays flat however large a file is: here it would not fit into the heap. */
class UploadMemoryTest {

  @Test
  void filesOf60MebibytesPassThroughAHeapOf56AndLargerOnesAreRefused()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ThisJvm.java(),
                "-Xmx56m",
                "-cp",
                ThisJvm.classPath(),
                UploadUnderSmallHeap.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(line -> line.matches("(form|base64) .*")))
        .as(output)
        .containsExactly("form 60: 201 60", "base64 60: 201 60", "form 65: 413", "base64 65: 413");
  }
}
