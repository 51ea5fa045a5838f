package org.openwa.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.openwa.egress.FailureClass;
import org.openwa.egress.GuardedClient;
import org.openwa.media.MediaException.Kind;
import org.openwa.model.MediaRef;
import org.openwa.model.SessionId;

/** Fetches files from callers' URLs into the store, through the guard. */
public final class MediaFetch {

  private static final String FALLBACK_TYPE = "application/octet-stream";
  private static final int MAX_URL = 2_048;

  private final GuardedClient client;
  private final MediaStore store;
  private final Duration timeout;
  private final long limit;

  public MediaFetch(GuardedClient client, MediaStore store, Duration timeout, long limit) {
    this.client = client;
    this.store = store;
    this.timeout = timeout;
    this.limit = limit;
  }

  /**
   * Reads a URL that a file may be fetched from, as far as that can be seen from outside.
   *
   * @return empty where it is none: not http or https, without a host, or with a password in it
   */
  public static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean good =
          text.length() <= MAX_URL
              && (scheme.equals("http") || scheme.equals("https"))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getPort() < 65_536
              && url.getPort() != 0;
      return Optional.of(url).filter(_ -> good);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Fetches a file and keeps it. Blocks until it is there.
   *
   * @param mimetype where the caller said it; else the server's word counts
   */
  public MediaRef fetch(
      SessionId session, URI url, @Nullable String mimetype, @Nullable String filename) {
    HttpGet get = new HttpGet(url);
    // A server that gives a byte now and then must not hold us for ever.
    CompletableFuture<Void> alarm =
        CompletableFuture.runAsync(
            get::abort,
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
    try (ClassicHttpResponse answer = client.open(get)) {
      try {
        return keep(session, answer, mimetype, filename);
      } finally {
        // Closing would read the rest, to keep the connection.
        get.abort();
      }
    } catch (IOException | HttpException | IllegalArgumentException e) {
      throw failed(e);
    } finally {
      alarm.cancel(false);
    }
  }

  private MediaRef keep(
      SessionId session,
      ClassicHttpResponse answer,
      @Nullable String mimetype,
      @Nullable String filename)
      throws IOException {
    if (answer.getCode() != 200 || answer.getEntity() == null) {
      throw new MediaException(
          Kind.NOT_FETCHED, "The URL was answered with status " + answer.getCode() + ".");
    }
    if (answer.getEntity().getContentLength() > limit) {
      throw new MediaException(Kind.TOO_LARGE, "A file may have " + limit + " bytes at most.");
    }
    String type = mimetype == null ? typeOf(answer) : mimetype;
    InputStream bytes = answer.getEntity().getContent();
    return store.keep(session, bytes::transferTo, limit).as(type, filename);
  }

  private static String typeOf(ClassicHttpResponse answer) {
    Header header = answer.getFirstHeader("Content-Type");
    String type =
        header == null || header.getValue() == null
            ? FALLBACK_TYPE
            : header.getValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return MediaTypes.SYNTAX.matcher(type).matches() ? type : FALLBACK_TYPE;
  }

  /** Names a class of failure and never an address. */
  private static MediaException failed(Exception cause) {
    FailureClass failure = FailureClass.of(cause);
    return failure == FailureClass.BLOCKED_ADDRESS
        ? new MediaException(Kind.BAD_URL, "The URL leads to an address that may not be dialled.")
        : new MediaException(Kind.NOT_FETCHED, "The URL gave no file: " + failure + ".", cause);
  }
}
