package org.openwa.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.model.SessionId;

/** With the real Kamon and a real port. */
class TelemetryTest {

  private static final Reading CHAIR = Reading.of("test_size", "thing", "chair", 4);
  private static final Reading TABLE = Reading.of("test_size", "thing", "table", 7.5);

  private final AtomicReference<CompletionStage<List<Reading>>> readings =
      new AtomicReference<>(CompletableFuture.completedStage(List.of(CHAIR, TABLE)));

  private final Telemetry telemetry =
      Telemetry.start(
          new MetricsSettings(true, "127.0.0.1", 0, Duration.ofSeconds(1)),
          ConfigFactory.load(),
          List.of(new Telemetry.Source("test", readings::get)));

  @AfterEach
  void stop() {
    telemetry.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    await().until(() -> telemetry.port() > 0);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + telemetry.port() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private String text() throws Exception {
    return get("/metrics").body();
  }

  @Test
  void whatIsReadIsShownAndWhatIsReadNoMoreIsAbsent() throws Exception {
    await().until(() -> text().contains("test_size{thing=\"table\"} 7.5"));

    readings.set(CompletableFuture.completedStage(List.of(CHAIR)));

    await().until(() -> !text().contains("table"));
    assertThat(text()).contains("test_size{thing=\"chair\"} 4.0");
  }

  @Test
  void aSourceThatFailsShowsNothingInsteadOfWhatWas() throws Exception {
    await().until(() -> text().contains("chair"));

    readings.set(CompletableFuture.failedStage(new IllegalStateException("away")));

    await().until(() -> !text().contains("chair"));
  }

  @Test
  void aSourceThatDoesNotAnswerIsAskedOnceAndShowsNothingUntilItDoes() throws Exception {
    await().until(() -> text().contains("chair"));
    CompletableFuture<List<Reading>> late = new CompletableFuture<>();

    readings.set(late);

    await().until(() -> !text().contains("chair"));
    assertThat(late.getNumberOfDependents()).isEqualTo(1);
    late.complete(List.of(TABLE));
    readings.set(CompletableFuture.completedStage(List.of(TABLE)));
    await().until(() -> text().contains("table"));
  }

  @Test
  void whatHappensIsCountedAndTimed() throws Exception {
    BrowserLauncher launcher =
        new Instruments(true, Clock.systemUTC())
            .launcher((_, _, _) -> CompletableFuture.failedStage(new IllegalStateException()));
    CompletionStage<Browser> launched =
        launcher.launch(new SessionId("default"), java.nio.file.Path.of("none"), _ -> {});

    await()
        .until(() -> text().contains("openwa_browser_launch_seconds_count{outcome=\"failed\"} "));
    assertThat(launched.toCompletableFuture()).isCompletedExceptionally();
    assertThat(text()).contains("openwa_browser_launch_seconds_bucket{");
  }

  @Test
  void theJvmIsShownToo() throws Exception {
    await().until(() -> text().contains("jvm_memory_used_bytes"));
  }

  @Test
  void anotherPathIsNotThere() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
  }
}
