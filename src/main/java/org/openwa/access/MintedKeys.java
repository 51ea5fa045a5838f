package org.openwa.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The keys of the settings, and those that were minted. What the table said of a minted key is
 * believed for two seconds: so long does a key that was revoked on another node go on here.
 */
public final class MintedKeys implements ApiKeys {

  static final Duration BELIEVED = Duration.ofSeconds(2);
  private static final int REMEMBERED = 1_000;

  /**
   * What the table said, or will say.
   *
   * @param asked when, in nanoseconds
   */
  private record Known(long asked, CompletableFuture<Optional<Caller>> answer) {}

  private final ApiKeys fixed;
  private final KeyTable table;
  private final LongSupplier nanos;

  /** By a hash of the key: a look into a map takes the longer, the more is right. */
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param nanos a clock that is never set
   */
  public MintedKeys(ApiKeys fixed, KeyTable table, LongSupplier nanos) {
    this.fixed = fixed;
    this.table = table;
    this.nanos = nanos;
  }

  @Override
  public CompletionStage<Optional<Caller>> caller(String key) {
    return fixed
        .caller(key)
        .thenCompose(caller ->
            caller.isPresent()
                ? CompletableFuture.completedStage(caller)
                : KeyText.parse(key)
                    .map(this::minted)
                    .orElseGet(() -> CompletableFuture.completedStage(Optional.empty())));
  }

  /** Forgets what the table said, because it would say something else now. */
  public void forget() {
    synchronized (known) {
      known.clear();
    }
  }

  private CompletionStage<Optional<Caller>> minted(KeyText text) {
    String name = Hashes.sha256(text.reveal());
    synchronized (known) {
      long now = nanos.getAsLong();
      Known before = known.get(name);
      if (before != null && now - before.asked() < BELIEVED.toNanos()) {
        return before.answer();
      }
      CompletableFuture<Optional<Caller>> answer =
          table.recognise(text).thenApply(found -> found.map(ApiKey::caller)).toCompletableFuture();
      known.put(name, new Known(now, answer));
      return answer.whenComplete((caller, failure) -> {
        if (failure != null || caller.isEmpty()) {
          forget(name, now);
        }
      });
    }
  }

  /** A key that is made now is good now, whoever tried it before. */
  private void forget(String name, long asked) {
    synchronized (known) {
      Known last = known.get(name);
      if (last != null && last.asked() == asked) {
        known.remove(name);
      }
    }
  }
}
