package org.openwa.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is written while it is sent, as fast as the caller takes it. Its end says whether
 * it is whole: the status was sent before the first byte.
 */
final class WrittenAnswer {

  /** Writes the body; may block. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(WrittenAnswer.class);

  /** A caller that takes nothing for so long is gone. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int PIECE = 64 * 1024;

  private WrittenAnswer() {}

  static HttpResponse of(ContentType type, Writing writing, Executor blocking) {
    Source<ByteString, NotUsed> bytes =
        StreamConverters.asOutputStream(PATIENCE)
            .mapMaterializedValue(out -> {
              blocking.execute(() -> write(writing, out));
              return NotUsed.getInstance();
            });
    return HttpResponse.create()
        .withStatus(StatusCodes.OK)
        .withEntity(HttpEntities.createChunked(type, bytes));
  }

  private static void write(Writing writing, OutputStream out) {
    try (BufferedOutputStream pieces = new BufferedOutputStream(out, PIECE)) {
      writing.to(pieces);
    } catch (IOException | RuntimeException e) {
      LOG.warn("an answer ended before it was whole", e);
    }
  }
}
