package org.openwa.bench;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.openwa.database.Database;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.message.jdbc.Wanted;

/** A page of 50 out of a million messages, through the message store, total included. */
final class PagesBench {

  private static final int WARM_UPS = 100;
  private static final int CALLS = 300;
  private static final double GATE_MILLIS = 50;

  private final int count;
  private final List<String> databases;
  private final Report report = new Report();
  private final Random random = new Random(2);

  PagesBench(Options options) {
    this.count = options.number("messages", 1_000_000);
    this.databases = options.text("database").map(List::of).orElse(List.of("h2", "postgresql"));
  }

  Report run() throws Exception {
    for (String kind : databases) {
      try (BenchDatabase opened = BenchDatabase.open(kind);
          Database database = Database.open(opened.settings(), "0.1.0")) {
        report.line("%s: loading %,d messages of one session ...", kind, count);
        new MillionMessages(count).load(opened.settings(), report);
        measure(kind, database);
      }
    }
    return report;
  }

  private void measure(String kind, Database database) throws Exception {
    Latencies bare =
        Latencies.of(
            WARM_UPS,
            CALLS,
            _ ->
                database
                    .inTransaction(handle ->
                        handle
                            .createQuery("SELECT * FROM message WHERE position = :position")
                            .bind("position", 1 + random.nextInt(count))
                            .mapToMap()
                            .one())
                    .toCompletableFuture()
                    .get());
    report.line(
        "%-34s %9s %9s   %s", kind, "p50 ms", "p99 ms", "p50 as a multiple of the bare read");
    report.line("%-34s %9.2f %9.2f   1.0", "one row by its primary key", bare.p50(), bare.p99());
    Pages pages = new Pages(kind, database, bare);
    pages.measure("first page", true, () -> any());
    pages.measure("deep page, by cursor", true, () -> any().behind(somewhere()));
    pages.measure("busiest chat", true, () -> any().chat(MillionMessages.chat(0)));
    pages.measure("any chat", true, () -> any().chat(MillionMessages.chat(anyChat())));
    pages.measure(
        "any chat, deep page",
        true,
        () -> any().chat(MillionMessages.chat(anyChat())).behind(somewhere()));
    pages.measure("frequent type", true, () -> any().type("text").behind(somewhere()));
    pages.measure("rare type", true, () -> any().type("poll").behind(somewhere()));
    pages.measure("rare status", true, () -> any().status(MessageStatus.FAILED));
    pages.measure("direction", true, () -> any().fromMe(true).behind(somewhere()));
    pages.measure("a day", true, () -> day());
    pages.measure(
        "chat, type and direction",
        true,
        () -> any().chat(MillionMessages.chat(anyChat())).type("image").fromMe(true));
    boolean gated = !kind.equals("h2");
    pages.measure("search: frequent word", gated, () -> search(random.nextInt(5)));
    pages.measure("search: word of 1 in 1,000", gated, () -> search(6_000 + random.nextInt(500)));
    pages.measure("search: rare word", gated, () -> search(39_000 + random.nextInt(500)));
    pages.measure(
        "search: two words",
        gated,
        () -> any().text(MillionMessages.word(3) + " " + MillionMessages.word(100)));
    pages.measure(
        "search: a word in a chat",
        gated,
        () -> search(300 + random.nextInt(100)).chat(MillionMessages.chat(anyChat())));
  }

  private static Wanted any() {
    return new Wanted(MillionMessages.SESSION);
  }

  private int anyChat() {
    return random.nextInt(MillionMessages.CHATS);
  }

  private static Wanted search(int rank) {
    return any().text(MillionMessages.word(rank));
  }

  private Wanted day() {
    long second = time(random.nextInt(count));
    return any().between(second, second + 86_400);
  }

  private Optional<MessageCursor> somewhere() {
    int number = count / 10 + random.nextInt(count * 8 / 10);
    return Optional.of(new MessageCursor(time(number), number));
  }

  private static long time(int number) {
    return MillionMessages.FIRST_SECOND + (long) number * MillionMessages.SECONDS_APART;
  }

  /** Pages of one database. */
  private final class Pages {

    private final String kind;
    private final JdbcMessageStore store;
    private final Latencies bare;

    Pages(String kind, Database database, Latencies bare) {
      this.kind = kind;
      this.store = new JdbcMessageStore(database);
      this.bare = bare;
    }

    void measure(String what, boolean gated, Supplier<Wanted> wanted) throws Exception {
      // What takes seconds is not asked for hundreds of times.
      long began = System.nanoTime();
      list(wanted.get().query());
      boolean slow = System.nanoTime() - began > 500_000_000L;
      Latencies pages =
          Latencies.of(
              slow ? 1 : WARM_UPS, slow ? 5 : CALLS, _ -> list(wanted.get().limit(50).query()));
      report.line(
          "%-34s %9.2f %9.2f   %.1f%s",
          what, pages.p50(), pages.p99(), pages.p50() / bare.p50(), gated ? "" : "   (no gate)");
      report.gate(
          !gated || pages.p99() <= GATE_MILLIS,
          "%s, %s: p99 %.1f ms, the gate is %.0f ms"
              .formatted(kind, what, pages.p99(), GATE_MILLIS));
    }

    private void list(MessageQuery query) throws Exception {
      store.list(query).toCompletableFuture().get();
    }
  }
}
