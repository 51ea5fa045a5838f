package org.openwa.browser;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How a launch ended, as a browser actor hears of it. */
final class LaunchEnd {

  private LaunchEnd() {}

  static BrowserCommand of(@Nullable Browser browser, @Nullable Throwable failure) {
    if (browser != null) {
      return new BrowserCommand.Launched(browser);
    }
    return cause(failure) instanceof ProfileRefused refused
        ? new BrowserCommand.LaunchRefused(String.valueOf(refused.getMessage()))
        : new BrowserCommand.LaunchFailed(reason(failure));
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** In words for the operator, without the wrapping of stages. */
  private static String reason(@Nullable Throwable failure) {
    Throwable cause = cause(failure);
    return cause == null || cause.getMessage() == null
        ? "the browser did not start"
        : cause.getMessage();
  }
}
