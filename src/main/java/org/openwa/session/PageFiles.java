package org.openwa.session;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openwa.browser.Page;
import org.openwa.media.KeptFile;
import org.openwa.media.MediaException;
import org.openwa.media.MediaStore;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/**
 * Carries files between the store and pages, piece by piece: never whole in memory, never through
 * an actor.
 *
 * @param threads may block
 */
public record PageFiles(MediaStore store, Executor threads) {

  private static final Duration LENT = Duration.ofMinutes(1);

  /**
   * Gives a page a file, so that a message can name it. Fails with a {@link MediaException} where
   * the file is gone, with what {@link Page#put} fails with else.
   */
  CompletionStage<Void> give(SessionId session, Page page, MediaRef file) {
    return CompletableFuture.runAsync(() -> giveNow(session, page, file), threads);
  }

  /**
   * Takes the file of a message from a page and keeps it. Blocks. Fails with a {@link
   * MediaException}, or as {@link Page#take} does.
   */
  KeptFile take(SessionId session, Page page, MessageId message, long maxBytes) {
    return store.keep(
        session,
        out -> {
          long offset = 0;
          byte[] piece;
          do {
            piece = page.take(message, offset).toCompletableFuture().join();
            out.write(piece);
            offset += piece.length;
          } while (piece.length == Page.MAX_PIECE);
        },
        maxBytes);
  }

  /** Keeps for a minute what is too long for an answer; completes with the id of the file. */
  CompletionStage<String> lend(SessionId session, byte[] bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          String file = store.keep(session, out -> out.write(bytes), bytes.length).id();
          CompletableFuture.delayedExecutor(LENT.toMillis(), TimeUnit.MILLISECONDS, threads)
              .execute(() -> store.delete(session, file));
          return file;
        },
        threads);
  }

  /** Forgets the files of a session. */
  CompletionStage<Void> forget(SessionId session) {
    return CompletableFuture.runAsync(() -> store.deleteAll(session), threads);
  }

  private void giveNow(SessionId session, Page page, MediaRef file) {
    try (InputStream bytes = open(session, file)) {
      long offset = 0;
      do {
        byte[] piece = bytes.readNBytes(Page.MAX_PIECE);
        page.put(file.id(), offset, piece).toCompletableFuture().join();
        offset += piece.length;
        if (piece.length < Page.MAX_PIECE && offset != file.size()) {
          throw gone();
        }
      } while (offset < file.size());
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Kind.STORE_UNAVAILABLE, "The file cannot be read now.", e);
    }
  }

  private InputStream open(SessionId session, MediaRef file) {
    return store.read(session, file.id(), 0).orElseThrow(PageFiles::gone);
  }

  private static MediaException gone() {
    return new MediaException(MediaException.Kind.GONE, "The file is not here any more.");
  }
}
