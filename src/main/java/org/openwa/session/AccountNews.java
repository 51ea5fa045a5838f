package org.openwa.session;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openwa.browser.NewsSink;
import org.openwa.browser.PageNews;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageStore;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events of what is told in passing. */
public final class AccountNews implements NewsSink {

  private static final Logger LOG = LoggerFactory.getLogger(AccountNews.class);

  private final MessageStore messages;
  private final Clock clock;
  private final Executor drawing;

  /**
   * @param drawing runs what takes a moment: drawing a code
   */
  public AccountNews(MessageStore messages, Clock clock, Executor drawing) {
    this.messages = messages;
    this.clock = clock;
    this.drawing = drawing;
  }

  @Override
  public void tell(SessionId session, long epoch, PageNews news) {
    var _ =
        CompletableFuture.supplyAsync(() -> AccountEvents.of(news, epoch, clock.instant()), drawing)
            .thenCompose(
                event -> messages.record(session, epoch, List.of(new MessageChange.Noted(event))))
            .exceptionally(failure -> {
              // Not the failure's text: it may quote what could not be stored.
              LOG.warn("session {}: {} is not told: {}", session, news, failure.getClass());
              return null;
            });
  }
}
