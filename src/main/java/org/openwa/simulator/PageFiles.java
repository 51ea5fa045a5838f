package org.openwa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The page itself, from the resources. */
record PageFiles(String version) {

  void answer(Call call) throws IOException {
    String name = call.path().isEmpty() ? "index.html" : String.join("/", call.path());
    byte @Nullable [] bytes = name.contains("..") ? null : resource(name);
    if (bytes == null) {
      call.send(404, "text/plain", "not found".getBytes(StandardCharsets.UTF_8));
      return;
    }
    String type = name.endsWith(".html") ? "text/html" : "text/javascript";
    if (name.endsWith(".html")) {
      String html = new String(bytes, StandardCharsets.UTF_8).replace("@version@", version);
      bytes = html.getBytes(StandardCharsets.UTF_8);
    }
    call.send(200, type + "; charset=utf-8", bytes);
  }

  private static byte @Nullable [] resource(String name) throws IOException {
    try (InputStream in = PageFiles.class.getResourceAsStream("/simulator/" + name)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
