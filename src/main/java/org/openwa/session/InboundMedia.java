package org.openwa.session;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.media.KeptFile;
import org.openwa.media.MediaException;
import org.openwa.message.MessageStore;
import org.openwa.message.StoredMessage;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the files of messages that came in from this node's pages, one after the other for each
 * session, and keeps them. What is still to be fetched is in the database, so that a crash loses
 * nothing. May be called from any thread and returns at once.
 */
public final class InboundMedia {

  private static final Logger LOG = LoggerFactory.getLogger(InboundMedia.class);
  private static final int AT_ONCE = 20;
  private static final int SESSIONS_AT_ONCE = 4;

  /** A page that can be asked. */
  private record Source(long epoch, Page page, AtomicBoolean again, AtomicBoolean busy) {}

  private final MessageStore messages;
  private final PageFiles files;
  private final long maxBytes;
  private final boolean wanted;
  private final Map<SessionId, Source> sources = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(SESSIONS_AT_ONCE);

  /**
   * @param maxBytes a larger file is not kept
   * @param wanted false: nothing is fetched
   */
  public InboundMedia(MessageStore messages, PageFiles files, long maxBytes, boolean wanted) {
    this.messages = messages;
    this.files = files;
    this.maxBytes = maxBytes;
    this.wanted = wanted;
  }

  /** The session's page is connected; each connection replaces the one before. */
  void connected(SessionId session, long epoch, Page page) {
    sources.put(session, new Source(epoch, page, new AtomicBoolean(), new AtomicBoolean()));
    wake(session);
  }

  /** The session is gone. */
  void forget(SessionId session) {
    sources.remove(session);
  }

  /** Messages with files were stored. */
  void arrived(SessionId session) {
    wake(session);
  }

  private void wake(SessionId session) {
    Source source = sources.get(session);
    if (!wanted || source == null) {
      return;
    }
    source.again().set(true);
    if (source.busy().compareAndSet(false, true)) {
      files.threads().execute(() -> work(session, source));
    }
  }

  private void work(SessionId session, Source source) {
    places.acquireUninterruptibly();
    try {
      while (source.equals(sources.get(session)) && source.again().getAndSet(false)) {
        fetchAll(session, source);
      }
    } catch (RuntimeException e) {
      // The next message or connection tries again.
      LOG.warn("session {}: files that came in wait: {}", session, e.toString());
    } finally {
      places.release();
      source.busy().set(false);
    }
    if (source.again().get()) {
      wake(session);
    }
  }

  private void fetchAll(SessionId session, Source source) {
    List<StoredMessage> open = messages.wantedMedia(session, AT_ONCE).toCompletableFuture().join();
    for (StoredMessage message : open) {
      if (!source.equals(sources.get(session))) {
        return;
      }
      fetch(session, source, message);
    }
    if (open.size() == AT_ONCE) {
      source.again().set(true);
    }
  }

  private void fetch(SessionId session, Source source, StoredMessage message) {
    try {
      KeptFile file = files.take(session, source.page(), message.id(), maxBytes);
      String type = String.valueOf(message.mimetype());
      messages
          .attachMedia(session, source.epoch(), message.id(), file.as(type, null))
          .toCompletableFuture()
          .join();
    } catch (CompletionException | PageException | MediaException e) {
      LOG.info(
          "session {}: the file of message {} did not come: {}",
          session,
          message.id(),
          e.toString());
      messages.missedMedia(session, message.id()).toCompletableFuture().join();
    }
  }
}
