package org.openwa.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openwa.model.SessionId;

/**
 * How fast events reach customers, durably: appended to PostgreSQL, sent to a sink that is another
 * process, answered 2xx and marked. Each event is for one endpoint.
 */
final class WebhookBench {

  private static final int GATE_PER_SECOND = 1_000;
  private static final int GATE_P99_MILLIS = 500;
  private static final int SESSIONS = 20;
  private static final int AT_ONCE = 32;
  private static final int WARM_UP = 3;

  /** In a flood, events that were appended and not delivered yet; more where there are many. */
  private static final int MOST_OPEN = 500;

  private static final int MOST_OPEN_OF_EACH = 20;

  private static final Duration BARE = Duration.ofSeconds(5);
  private static final String BODY = "{\"atMicros\":1,\"data\":\"" + "x".repeat(400) + "\"}";

  private final SinkProcess sink;
  private final Postgres postgres;
  private final int seconds;
  private final Report report;
  private int databases;

  private WebhookBench(SinkProcess sink, Postgres postgres, int seconds, Report report) {
    this.sink = sink;
    this.postgres = postgres;
    this.seconds = seconds;
    this.report = report;
  }

  /**
   * {@code --seconds N} for each figure, {@code --endpoints N,N} how many, {@code --flood true} for
   * throughput alone.
   */
  static Report run(Options options) throws Exception {
    Report report = new Report();
    try (SinkProcess sink = SinkProcess.start();
        Postgres postgres = Postgres.start()) {
      report.line("%s; %s", postgres.durability(), Machine.load());
      WebhookBench bench = new WebhookBench(sink, postgres, options.number("seconds", 10), report);
      double bare = bench.bare();
      for (int endpoints : options.numbers("endpoints", 1, 10, 100)) {
        double most = bench.throughput(bare, endpoints);
        if (!options.flag("flood")) {
          bench.latency(most, endpoints);
        }
      }
      if (!options.flag("flood")) {
        bench.memory();
      }
    }
    return report;
  }

  private double bare() throws IOException, InterruptedException {
    BareClient.perSecond(sink.url("/hook/bare"), BODY, AT_ONCE, BARE);
    double rate = BareClient.perSecond(sink.url("/hook/bare"), BODY, AT_ONCE, BARE);
    report.line("bare HTTP client loop: %,.0f/s; %s", rate, Machine.load());
    return rate;
  }

  /** Appends as fast as the outbox is emptied. */
  private double throughput(double bare, int endpoints) throws Exception {
    Semaphore room = new Semaphore(Math.max(MOST_OPEN, MOST_OPEN_OF_EACH * endpoints));
    try (DeliveryNode node = node(endpoints, 0, room::release)) {
      flood(node, endpoints, WARM_UP, room);
      long before = node.count("success");
      long began = System.nanoTime();
      flood(node, endpoints, seconds, room);
      double took = (System.nanoTime() - began) / 1e9;
      double rate = (node.count("success") - before) / took;
      report.line(
          "durable deliveries, %3d endpoints: %,.0f/s (%.2f of bare); %s",
          endpoints, rate, rate / bare, Machine.load());
      report.gate(
          rate >= GATE_PER_SECOND,
          "%,d durable deliveries per second to %d endpoints, the gate is %,d"
              .formatted((int) rate, endpoints, GATE_PER_SECOND));
      return rate;
    } finally {
      sink.times();
    }
  }

  /** Lets messages come in for a while, a bounded number ahead, and waits for the rest. */
  private static void flood(DeliveryNode node, int endpoints, int time, Semaphore room)
      throws Exception {
    List<Page> pages = pages(node, endpoints);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(time);
    for (int i = 0; System.nanoTime() < end; i++) {
      if (room.tryAcquire(1, TimeUnit.SECONDS)) {
        pages.get(i % pages.size()).receive(Sink.nowMicros());
      }
    }
    join(pages);
    settle(node, 0);
  }

  private static List<Page> pages(DeliveryNode node, int endpoints) {
    return IntStream.range(0, sessions(endpoints))
        .mapToObj(index -> new Page(node, session(index)))
        .toList();
  }

  private static void join(List<Page> pages) {
    pages.forEach(page -> page.whenIdle().join());
  }

  private static void settle(DeliveryNode node, int left) throws InterruptedException {
    while (node.count("pending") > left) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void latency(double most, int endpoints) throws Exception {
    report.line("event to 2xx, from the moment it was to happen:");
    for (int rate : new int[] {10, 100, 1_000}) {
      measure(rate, endpoints, 0);
    }
    measure((int) (most / 2), endpoints, 0);
    Percentiles half = measure(GATE_PER_SECOND / 2, endpoints, 0);
    report.gate(
        half.p99() <= GATE_P99_MILLIS,
        "p99 of %.0f ms at %d/s to %d endpoints, the gate is %d ms"
            .formatted(half.p99(), GATE_PER_SECOND / 2, endpoints, GATE_P99_MILLIS));
    if (endpoints > 1) {
      Percentiles healthy = measure(200, endpoints, 0);
      Percentiles beside = measure(200, endpoints, endpoints / 10);
      report.line(
          "  healthy p99 beside 10 %% dead endpoints: %.2f times that without",
          beside.p99() / healthy.p99());
      report.gate(beside.p99() <= 2 * healthy.p99(), "dead endpoints slow the others down");
    }
  }

  private Percentiles measure(int rate, int endpoints, int dead) throws Exception {
    try (DeliveryNode node = node(endpoints, dead, () -> {})) {
      pace(node, Math.min(rate, 200), endpoints, WARM_UP);
      sink.times();
      pace(node, rate, endpoints, seconds);
      settle(node, (rate * seconds + Math.min(rate, 200) * WARM_UP) * dead / endpoints);
      Percentiles times = sink.times();
      report.line(
          "  %5d/s, %3d endpoints, %2d dead: p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d); %s",
          rate,
          endpoints,
          dead,
          times.p50(),
          times.p99(),
          times.max(),
          times.count(),
          Machine.load());
      return times;
    }
  }

  /** Events at a steady rate; what comes late because we are slow counts from when it was due. */
  private void pace(DeliveryNode node, int rate, int endpoints, int time) throws Exception {
    List<Page> pages = pages(node, endpoints);
    long interval = TimeUnit.SECONDS.toMicros(1) / rate;
    long began = Sink.nowMicros();
    for (int i = 0; i < rate * time; i++) {
      long due = began + i * interval;
      long early = due - Sink.nowMicros();
      if (early > 0) {
        TimeUnit.MICROSECONDS.sleep(early);
      }
      pages.get(i % pages.size()).receive(due);
    }
    join(pages);
  }

  /** Receivers that answer without end: the heap must not notice. */
  private void memory() throws Exception {
    try (DeliveryNode node = new DeliveryNode(postgres.database("bench" + databases++), () -> {})) {
      for (int i = 0; i < SESSIONS; i++) {
        node.webhook(Optional.of(session(i)), sink.url(i % 2 == 0 ? "/flood" : "/hang"));
      }
      long before = usedAfterCollection();
      pace(node, 50, SESSIONS, seconds);
      long peak = usedAfterCollection();
      report.line(
          "heap with %d hostile receivers: %d MiB before, %d MiB under way, of %d MiB",
          SESSIONS, before >> 20, peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }
  }

  private static long usedAfterCollection() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private DeliveryNode node(int endpoints, int dead, Runnable delivered) throws Exception {
    DeliveryNode node = new DeliveryNode(postgres.database("bench" + databases++), delivered);
    if (endpoints == 1) {
      node.webhook(Optional.empty(), sink.url("/hook/all"));
    } else {
      for (int i = 0; i < endpoints; i++) {
        node.webhook(Optional.of(session(i)), i < dead ? dead(i) : sink.url("/hook/" + i));
      }
    }
    return node;
  }

  /** Half of the dead refuse a connection, half never answer. */
  private URI dead(int index) throws IOException {
    if (index % 2 == 0) {
      return sink.url("/hang");
    }
    try (ServerSocket closed = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/");
    }
  }

  private static int sessions(int endpoints) {
    return endpoints == 1 ? SESSIONS : endpoints;
  }

  private static SessionId session(int index) {
    return new SessionId("bench-" + index);
  }
}
