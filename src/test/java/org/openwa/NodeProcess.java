package org.openwa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A node as an operator runs it: a process of its own, which a test may kill. */
final class NodeProcess implements AutoCloseable {

  static final String KEY = "test-key-test-key-test-key-test-key";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern URL = Pattern.compile("answers on (http://localhost:[0-9]+)");

  /** What the API answered. */
  record Answer(int status, String body) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  /** How a start ended that had to fail. */
  record Failure(int code, String error) {}

  private final Process process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();

  private NodeProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a node and returns when it answers. */
  static NodeProcess start(Path data, URI simulator) throws IOException {
    return start(data, Map.of("OPENWA_SIMULATOR_URL", simulator.toString()));
  }

  /** The same with any settings. */
  static NodeProcess start(Path data, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = builder(data, environment);
    builder.environment().put("OPENWA_API_KEY", KEY);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = URL.matcher(line);
      if (matcher.find()) {
        // The rest is read too, or the node would stop at a full pipe.
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
        return new NodeProcess(process, URI.create(matcher.group(1)));
      }
    }
    process.onExit().join();
    throw new AssertionError("the node ended with " + process.exitValue());
  }

  /** Starts a node that must not start. */
  static Failure fail(Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    Process process =
        builder(data, environment).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the node started");
    }
    return new Failure(process.exitValue(), error);
  }

  /** A program like {@code scripts/openwa}, which runs the classes under test. */
  static Path launcher(Path folder) throws IOException {
    Path file = folder.resolve("openwa-under-test");
    String program =
        NodeProgram.process().command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(file, "#!/bin/sh\nexec " + program + " \"$@\"\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static ProcessBuilder builder(Path data, Map<String, String> environment) {
    ProcessBuilder builder = NodeProgram.process("start");
    builder.environment().put("OPENWA_PORT", "0");
    builder.environment().put("OPENWA_METRICS_ENABLED", "false");
    builder.environment().put("OPENWA_DATA_DIR", data.toString());
    builder.environment().put("OPENWA_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8");
    builder.environment().putAll(environment);
    return builder;
  }

  Answer get(String path) {
    return call(request("GET", path, ""));
  }

  Answer post(String path, String body) {
    return call(request("POST", path, body));
  }

  Answer postUnderKey(String key, String path, String body) {
    return call(request("POST", path, body).header("Idempotency-Key", key));
  }

  Answer delete(String path) {
    return call(request("DELETE", path, ""));
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("X-API-Key", KEY)
        .header("Content-Type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer call(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  URI url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  /** As a crash does it. */
  void killHard() {
    process.destroyForcibly().onExit().join();
  }

  /** As an operator does it; answers when it has gone. */
  void terminate() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    killHard();
    http.close();
  }
}
