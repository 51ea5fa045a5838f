package org.openwa.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.openwa.model.SessionId;

/**
 * Reads the body of a send: JSON, in which a file may come as base64, or a form with the file as it
 * is. The file goes to the store as it arrives and is never in memory as a whole.
 */
final class MessageIntake {

  private final ClassicActorSystemProvider system;
  private final MediaDesk media;
  private final Duration patience;

  /**
   * @param patience how long the next bytes of a body may take
   */
  MessageIntake(ClassicActorSystemProvider system, MediaDesk media, Duration patience) {
    this.system = system;
    this.media = media;
    this.patience = patience;
  }

  /** Fails with a {@link ProblemException} where it is not what we take; nothing is kept then. */
  CompletionStage<Intake> read(SessionId session, HttpEntity body) {
    HttpEntity bounded = body.withSizeLimit(2 * maxBody());
    return bounded.getContentType().mediaType().isMultipart()
        ? new MessageForm(system, media, patience).read(session, bounded)
        : CompletableFuture.supplyAsync(() -> readJson(session, bounded), media.threads());
  }

  /** Base64 is a third longer than what it stands for. */
  private long maxBody() {
    return media.maxBytes() * 4 / 3 + RequestBody.MAX_BYTES;
  }

  private Intake readJson(SessionId session, HttpEntity body) {
    try (InputStream bytes =
        body.getDataBytes().runWith(StreamConverters.asInputStream(patience), system)) {
      try {
        return parse(session, new BoundedStream(bytes, maxBody()));
      } finally {
        // Who is still sending does not listen; so the answer waits until all has come.
        bytes.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      throw MediaProblem.of(e).exception();
    }
  }

  private Intake parse(SessionId session, InputStream bytes) throws IOException {
    UploadedFile upload =
        new UploadedFile(file -> media.store().keep(session, file, media.maxBytes()));
    try {
      Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
      return new Intake(JsonFields.of(Json.readWith(text, upload)), upload.kept());
    } catch (IOException | RuntimeException e) {
      upload.kept().ifPresent(file -> media.store().delete(session, file.id()));
      throw e;
    }
  }
}
