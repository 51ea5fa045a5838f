package org.openwa.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.CatchUp;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.browser.PageFact;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageGaps;
import org.openwa.message.MessageStore;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the chats of a page with what is stored of them, by their newest messages, and stores
 * what is missing, oldest first. What the phone had when it was linked first is left alone.
 */
public final class PageHistory implements CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(PageHistory.class);

  private static final int CHATS_AT_ONCE = 200;
  private static final int MESSAGES_AT_ONCE = 100;

  private final MessageGaps gaps;
  private final MessageStore messages;
  private final MessageFacts facts;

  public PageHistory(MessageGaps gaps, MessageStore messages, MessageFacts facts) {
    this.gaps = gaps;
    this.messages = messages;
    this.facts = facts;
  }

  /** One comparison. */
  private record Run(SessionId session, long epoch, Page page) {}

  @Override
  public CompletionStage<Void> run(SessionId session, long epoch, Account account, Page page) {
    Run run = new Run(session, epoch, page);
    return heads(run, 0, new ArrayList<>())
        .thenCompose(heads -> compare(run, account, heads))
        .exceptionally(failure -> letBe(session, "its chats", failure));
  }

  private CompletionStage<List<Page.Head>> heads(Run run, int from, List<Page.Head> found) {
    return run.page()
        .heads(from, CHATS_AT_ONCE)
        .thenCompose(some -> {
          found.addAll(some.heads());
          OptionalInt next = some.next();
          return next.isPresent()
              ? heads(run, next.getAsInt(), found)
              : CompletableFuture.completedStage(found);
        });
  }

  private CompletionStage<Void> compare(Run run, Account account, List<Page.Head> heads) {
    long newest = heads.stream().mapToLong(Page.Head::waTimestamp).max().orElse(0);
    return gaps.beginning(run.session(), run.epoch(), account.phone(), newest)
        .thenCompose(beginning -> {
          if (beginning.isEmpty()) {
            LOG.info(
                "session {}: linked for the first time; the history of {} chats is left alone",
                run.session(),
                heads.size());
            return CompletableFuture.completedStage(null);
          }
          return fillAll(run, heads, beginning.getAsLong(), 0);
        });
  }

  private CompletionStage<Void> fillAll(Run run, List<Page.Head> heads, long beginning, int from) {
    if (from >= heads.size()) {
      return CompletableFuture.completedStage(null);
    }
    int end = Math.min(heads.size(), from + CHATS_AT_ONCE);
    List<Page.Head> some =
        heads.subList(from, end).stream().filter(h -> h.waTimestamp() > beginning).toList();
    Map<ChatId, MessageId> newest = new HashMap<>();
    some.forEach(head -> newest.put(head.chat(), head.newest()));
    return gaps.find(run.session(), newest, beginning)
        .thenCompose(found -> fillThese(run, some, found))
        .thenCompose(_ -> fillAll(run, heads, beginning, end));
  }

  private CompletionStage<Void> fillThese(Run run, List<Page.Head> heads, Map<ChatId, Long> found) {
    if (!found.isEmpty()) {
      LOG.info("session {}: {} chats have messages that were missed", run.session(), found.size());
    }
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (Page.Head head : heads) {
      Long since = found.get(head.chat());
      if (since != null) {
        all =
            all.thenCompose(_ ->
                fill(run, head, since, 0)
                    .exceptionally(failure -> letBe(run.session(), "a chat", failure)));
      }
    }
    return all;
  }

  private CompletionStage<Void> fill(Run run, Page.Head head, long since, int from) {
    return run.page()
        .history(head, since, from, MESSAGES_AT_ONCE)
        .thenCompose(some ->
            some.isEmpty()
                ? CompletableFuture.completedStage(null)
                : store(run, some)
                    .thenCompose(_ -> fill(run, head, since, from + MESSAGES_AT_ONCE)));
  }

  private CompletionStage<Void> store(Run run, List<PageFact.MessageAdded> some) {
    LOG.info("session {}: {} messages of a chat fetched", run.session(), some.size());
    return messages.record(
        run.session(),
        run.epoch(),
        some.stream()
            .<MessageChange>map(added -> new MessageChange.Backfilled(facts.stored(added)))
            .toList());
  }

  /** The page comes first: what it does not answer is not worth keeping its facts waiting. */
  private static @Nullable Void letBe(SessionId session, String what, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof PageException)) {
      throw new CompletionException(cause);
    }
    LOG.warn("session {}: {} cannot be compared: {}", session, what, cause.getMessage());
    return null;
  }
}
