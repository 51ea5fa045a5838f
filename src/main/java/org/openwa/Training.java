package org.openwa;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openwa.config.Settings;

/**
 * Runs a node just long enough to have loaded what a node loads, for the JVM's start cache. Its
 * browsers never start.
 */
final class Training {

  private static final List<String> QUESTIONS =
      List.of("/health", "/health/ready", "/api/openapi.yaml", "/api/sessions");

  private Training() {}

  static void run(Settings settings) throws IOException {
    try (Node node =
            Node.start(
                settings,
                _ -> (_, _, _) -> CompletableFuture.failedStage(new IOException("only a training")),
                Main.keys(settings));
        HttpClient client = HttpClient.newHttpClient()) {
      for (String question : QUESTIONS) {
        HttpRequest request = HttpRequest.newBuilder(node.url().resolve(question)).build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
