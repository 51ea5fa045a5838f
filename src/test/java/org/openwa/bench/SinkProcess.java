package org.openwa.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The {@link Sink}, started and asked. */
final class SinkProcess implements AutoCloseable {

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  private SinkProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static SinkProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line =
        new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    return new SinkProcess(process, Integer.parseInt(line));
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** How long each event took since the last time this was asked. */
  Percentiles times() throws IOException, InterruptedException {
    String lines =
        client
            .send(
                HttpRequest.newBuilder(url("/times")).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return Percentiles.ofMicros(lines.lines().mapToLong(Long::parseLong).toArray());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
