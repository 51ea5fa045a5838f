package org.openwa.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Statements that are waited for no longer than is useful. */
final class Limited {

  private Limited() {}

  /** The same, failing with a {@link TimeoutException} when it takes longer. */
  static <T> CompletableFuture<T> within(Duration patience, CompletionStage<T> statement) {
    return statement
        .toCompletableFuture()
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  static String reason(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof TimeoutException ? "no answer in time" : String.valueOf(cause);
  }
}
