package org.openwa.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Keeps callers, phones and readers busy until it is closed. */
final class Load implements AutoCloseable {

  /** A call that is not answered after this, with all its tries, has failed. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long SEND_EVERY_MILLIS = 1_500;
  private static final long WRITE_EVERY_MILLIS = 1_000;
  private static final long READ_EVERY_MILLIS = 1_000;
  private static final String FRIEND = "628222000222";

  private final World world;
  private final History history;
  private final Caller caller;
  private final RandomGenerator random;
  private final AtomicLong number = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private Load(World world, RandomGenerator random) {
    this.world = world;
    this.history = world.history();
    this.caller = world.caller();
    this.random = random;
  }

  static Load start(World world, RandomGenerator random) {
    Load load = new Load(world, random);
    for (World.Linked session : world.sessions()) {
      load.repeat(SEND_EVERY_MILLIS, () -> load.send(session));
      load.repeat(WRITE_EVERY_MILLIS, () -> load.write(session));
      load.repeat(READ_EVERY_MILLIS, () -> load.read(session));
    }
    return load;
  }

  private void repeat(long everyMillis, Runnable what) {
    threads.add(
        Thread.startVirtualThread(() -> {
          while (!stopped) {
            LockSupport.parkNanos((everyMillis / 2 + random.nextLong(everyMillis)) * 1_000_000);
            what.run();
          }
        }));
  }

  private void send(World.Linked session) {
    String text = "out-" + session.id() + "-" + number.incrementAndGet();
    long start = Uptime.now();
    Caller.Answer answer =
        caller.call(
            "POST",
            "/api/sessions/" + session.id() + "/messages",
            "{\"phone\": \"" + FRIEND + "\", \"type\": \"text\", \"body\": \"" + text + "\"}",
            Optional.of(text),
            PATIENCE);
    history.add(
        new History.Send(
            session.id(),
            text,
            text,
            start,
            Uptime.now(),
            answer.tries(),
            answer.ok() ? Optional.of(answer.json().path("id").asText()) : Optional.empty(),
            answer.ok() ? Optional.empty() : Optional.of(answer.problem())));
  }

  private void write(World.Linked session) {
    String id = world.phones().write(session.phone(), FRIEND, "in-" + number.incrementAndGet());
    history.add(new History.Inbound(session.id(), id, Uptime.now()));
  }

  private void read(World.Linked session) {
    String path = "/api/sessions/" + session.id() + "/messages?limit=5";
    long start = Uptime.now();
    Caller.Answer answer = caller.get(path, PATIENCE);
    if (!answer.ok()) {
      history.add(new History.FailedRead(path, start, Uptime.now(), answer.problem()));
    }
  }

  /** Returns when the last call is answered or given up. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
