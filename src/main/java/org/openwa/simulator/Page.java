package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One load of the page in one browser, and the stream on which it is told things. */
final class Page {

  private static final long HEARTBEAT_MILLIS = 250;
  private static final Signal END = new Signal("", "");

  private final String id;
  private volatile BlockingQueue<Signal> stream = new LinkedBlockingQueue<>();
  private volatile @Nullable Seat seat;
  private volatile boolean following;
  private int streams;
  private final List<String> oldRefs = new ArrayList<>();
  private @Nullable String ref;
  private @Nullable String code;

  /** Where a linked page sits: at a phone, as one of its devices. */
  record Seat(Phone phone, String device) {}

  /** Without a name it ends the stream. */
  private record Signal(String event, String data) {}

  Page(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Queues an event for the page; lost when no stream is open, as on a real line. */
  void signal(String event, ObjectNode data) {
    stream.add(new Signal(event, Json.write(data)));
  }

  void signal(String event) {
    signal(event, Json.object());
  }

  /** Makes a new stream the page's one; an earlier one ends. Answers its number. */
  synchronized int newStream() {
    hangUp();
    stream = new LinkedBlockingQueue<>();
    return ++streams;
  }

  synchronized boolean isNewest(int number) {
    return streams == number;
  }

  /** Ends the present stream after what is queued in it. */
  void hangUp() {
    stream.add(END);
  }

  /**
   * Writes what is queued, and a heartbeat where nothing is, until the stream ends.
   *
   * @throws IOException when the browser has gone
   */
  void writeTo(OutputStream out) throws IOException {
    BlockingQueue<Signal> mine = stream;
    out.write(": open\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    try {
      while (true) {
        Signal next = mine.poll(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null && next.event.isEmpty()) {
          return;
        }
        String text =
            next == null ? ":\n\n" : "event: " + next.event + "\ndata: " + next.data + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nullable Seat seat() {
    return seat;
  }

  Seat seatOrThrow() {
    Seat taken = seat;
    if (taken == null) {
      throw new ApiProblem(401, "NOT_LINKED", "this page is not linked");
    }
    return taken;
  }

  void sit(@Nullable Seat newSeat) {
    seat = newSeat;
  }

  boolean isFollowing() {
    return following;
  }

  void follow(boolean on) {
    following = on;
  }

  synchronized void show(@Nullable String newRef) {
    if (ref != null) {
      oldRefs.add(ref);
    }
    ref = newRef;
  }

  synchronized boolean shows(String someRef) {
    return someRef.equals(ref);
  }

  synchronized boolean hasShown(String someRef) {
    return oldRefs.contains(someRef);
  }

  synchronized void showCode(@Nullable String newCode) {
    code = newCode;
  }

  synchronized boolean showsCode(String someCode) {
    return someCode.equals(code);
  }
}
