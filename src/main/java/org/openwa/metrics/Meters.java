package org.openwa.metrics;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import kamon.Kamon;
import kamon.metric.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and timed, by its name in Prometheus. Made when the first thing is counted, which
 * is after a node has started: Kamon is not quick to load.
 */
final class Meters {

  static final Metric.Timer REQUEST =
      Kamon.timer("openwa_http_request_seconds", "From a request to its answer");
  static final Metric.Timer LAUNCH =
      Kamon.timer("openwa_browser_launch_seconds", "From asking for a browser to a page");
  static final Metric.Timer SEND =
      Kamon.timer("openwa_send_seconds", "From a send's command to its answer");
  static final Metric.Timer ASK =
      Kamon.timer("openwa_session_ask_seconds", "From any command to a session to its answer");
  static final Metric.Timer STORE =
      Kamon.timer("openwa_facts_store_seconds", "From what a page told to its being durable");
  static final Metric.Timer RECEIVE =
      Kamon.timer(
          "openwa_receive_seconds",
          "From WhatsApp's time of a message (whole seconds) to its being durable");
  static final Metric.Counter FACTS =
      Kamon.counter("openwa_facts_total", "What pages told, stored");
  static final Metric.Timer DELIVERY =
      Kamon.timer("openwa_webhook_attempt_seconds", "One attempt to deliver an event");
  static final Metric.Timer RENEWAL =
      Kamon.timer("openwa_lease_renewal_seconds", "One renewal of all leases of the node");
  static final Metric.Counter LEASES_LOST =
      Kamon.counter("openwa_leases_lost_total", "Leases that were not renewed");
  static final Metric.Counter CLAIMS =
      Kamon.counter("openwa_lease_claims_total", "Claims on sessions, by outcome");
  static final Metric.Counter MOVES =
      Kamon.counter("openwa_session_moves_total", "Sessions that came from another node");

  private static final String OUTCOME = "outcome";

  private Meters() {}

  static void record(Metric.Timer timer, String outcome, long began) {
    timer.withTag(OUTCOME, outcome).record(System.nanoTime() - began);
  }

  static void count(Metric.Counter counter, String outcome, long times) {
    counter.withTag(OUTCOME, outcome).increment(times);
  }

  /** Times a stage; it goes on as it was. */
  static <T> CompletionStage<T> timed(
      Metric.Timer timer,
      CompletionStage<T> stage,
      BiFunction<? super @Nullable T, @Nullable Throwable, String> outcome) {
    long began = System.nanoTime();
    return stage.whenComplete(
        (value, failure) -> record(timer, outcome.apply(value, failure), began));
  }
}
