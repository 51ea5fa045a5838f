package org.openwa.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.openwa.browser.CatchUp;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.browser.PageFact;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageGaps;
import org.openwa.message.MessageStore;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the chats of a page with what is stored of them, by their newest messages, and stores
 * what is missing, oldest first. What the phone had when it was linked first is left alone. A chat
 * of which the page gives nothing now is remembered, and is fetched the next time.
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

  /**
   * One comparison.
   *
   * @param doubtful from when on any chat may have gaps, though its newest message is stored
   */
  private record Run(SessionId session, long epoch, Page page, OptionalLong doubtful) {}

  @Override
  public CompletionStage<Boolean> run(SessionId session, long epoch, Account account, Page page) {
    return gaps.begin(session, epoch)
        .thenCompose(doubtful -> {
          Run run = new Run(session, epoch, page, doubtful);
          return heads(run, 0, new ArrayList<>())
              .thenCompose(heads -> compare(run, account, heads))
              .exceptionally(failure -> notNow(session, "its chats", failure));
        });
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

  private CompletionStage<Boolean> compare(Run run, Account account, List<Page.Head> heads) {
    long newest = heads.stream().mapToLong(Page.Head::waTimestamp).max().orElse(0);
    return gaps.beginning(run.session(), run.epoch(), account.phone(), newest)
        .thenCompose(beginning -> {
          if (beginning.isEmpty()) {
            LOG.info(
                "session {}: linked for the first time; the history of {} chats is left alone",
                run.session(),
                heads.size());
            return CompletableFuture.completedStage(true);
          }
          return findAll(run, heads, beginning.getAsLong(), 0, new LinkedHashMap<>())
              .thenCompose(found ->
                  gaps.compared(run.session(), run.epoch()).thenCompose(_ -> fillAll(run, found)));
        });
  }

  private CompletionStage<Map<Page.Head, Long>> findAll(
      Run run, List<Page.Head> heads, long beginning, int from, Map<Page.Head, Long> found) {
    if (from >= heads.size()) {
      return CompletableFuture.completedStage(found);
    }
    int end = Math.min(heads.size(), from + CHATS_AT_ONCE);
    List<Page.Head> some =
        heads.subList(from, end).stream().filter(h -> h.waTimestamp() > beginning).toList();
    Map<ChatId, MessageGaps.Newest> newest = new HashMap<>();
    some.forEach(
        head -> newest.put(head.chat(), new MessageGaps.Newest(head.newest(), head.waTimestamp())));
    return gaps.find(run.session(), run.epoch(), newest, beginning, run.doubtful())
        .thenCompose(gapsOfThese -> {
          some.forEach(head -> {
            Long since = gapsOfThese.get(head.chat());
            if (since != null) {
              found.put(head, since);
            }
          });
          return findAll(run, heads, beginning, end, found);
        });
  }

  /** One chat after the other; false where one of them has to be asked for again. */
  private CompletionStage<Boolean> fillAll(Run run, Map<Page.Head, Long> found) {
    if (!found.isEmpty()) {
      LOG.info("session {}: {} chats have messages that were missed", run.session(), found.size());
    }
    CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
    for (Map.Entry<Page.Head, Long> gap : found.entrySet()) {
      Page.Head head = gap.getKey();
      all =
          all.thenCompose(good ->
              fill(run, head, gap.getValue(), 0)
                  .thenCompose(_ -> gaps.filled(run.session(), run.epoch(), head.chat()))
                  .thenApply(_ -> good)
                  .exceptionally(failure -> notThis(run.session(), failure)));
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

  /** What the page refuses of one chat keeps no other chat waiting. */
  private static boolean notThis(SessionId session, Throwable failure) {
    boolean refused =
        cause(failure) instanceof PageException page && page.kind() != PageException.Kind.NO_ANSWER;
    if (!refused) {
      throw new CompletionException(cause(failure));
    }
    return notNow(session, "a chat", failure);
  }

  /** The gaps are written down, so what the page does not answer can be asked for again. */
  private static boolean notNow(SessionId session, String what, Throwable failure) {
    Throwable cause = cause(failure);
    if (!(cause instanceof PageException)) {
      throw new CompletionException(cause);
    }
    LOG.warn("session {}: {} cannot be compared now: {}", session, what, cause.getMessage());
    return false;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
