package org.openwa.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.Multipart;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.jspecify.annotations.Nullable;
import org.openwa.media.KeptFile;
import org.openwa.media.MediaException;
import org.openwa.model.SessionId;

/**
 * Reads a send that comes as a form. Its fields are those of the JSON; {@code file} is the file,
 * {@code mentions} may come several times.
 */
final class MessageForm {

  static final String FILE = "file";

  private static final int MAX_PARTS = 300;
  private static final int MAX_PART = 64 * 1024;
  private static final Set<String> LISTS = Set.of("mentions");
  private static final Set<String> FLAGS = Set.of("linkPreview");

  private final ClassicActorSystemProvider system;
  private final MediaDesk media;
  private final Duration patience;

  MessageForm(ClassicActorSystemProvider system, MediaDesk media, Duration patience) {
    this.system = system;
    this.media = media;
    this.patience = patience;
  }

  /** What has been read so far. */
  private final class Form {

    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final UploadedFile upload;
    private @Nullable RuntimeException refusal;
    private int parts;

    Form(SessionId session) {
      this.upload = new UploadedFile(file -> media.store().keep(session, file, media.maxBytes()));
    }

    /** Blocks until the part has come, also where it is of no use. */
    Form with(Multipart.FormData.BodyPart part) {
      try (InputStream bytes =
          part.getEntity()
              .getDataBytes()
              .runWith(StreamConverters.asInputStream(patience), system)) {
        try {
          take(part, bytes);
        } catch (ProblemException | MediaException e) {
          refusal = refusal == null ? e : refusal;
        }
        // Who is still sending does not listen.
        bytes.transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw MediaProblem.of(e).exception();
      }
      return this;
    }

    private void take(Multipart.FormData.BodyPart part, InputStream bytes) throws IOException {
      if (++parts > MAX_PARTS) {
        throw Problem.badRequest(400, "The form has too many parts.").exception();
      }
      if (part.getName().equals(FILE)) {
        file(part, bytes);
      } else {
        field(part.getName(), text(part.getName(), bytes.readNBytes(MAX_PART + 1)));
      }
    }

    private static String text(String name, byte[] bytes) {
      try {
        if (bytes.length <= MAX_PART) {
          return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
      } catch (CharacterCodingException _) {
        // Said below.
      }
      throw wrong(name, "must be UTF-8 and have " + MAX_PART + " bytes at most");
    }

    private void file(Multipart.FormData.BodyPart part, InputStream bytes) {
      if (fields.has("media")) {
        throw wrong(FILE, "comes twice");
      }
      ObjectNode described = fields.putObject("media");
      described.put("base64", upload.keep(bytes::transferTo));
      described.put("mimetype", part.getEntity().getContentType().mediaType().toString());
      part.getFilename().ifPresent(filename -> described.put("filename", filename));
    }

    private void field(String name, String text) {
      if (LISTS.contains(name)) {
        fields.withArray(name).add(text);
      } else if (fields.has(name)) {
        throw wrong(name, "comes twice");
      } else if (FLAGS.contains(name) && (text.equals("true") || text.equals("false"))) {
        fields.put(name, Boolean.parseBoolean(text));
      } else {
        fields.put(name, text);
      }
    }

    private static ProblemException wrong(String name, String message) {
      return Problem.invalid(List.of(new FieldError(Texts.shown(name), message))).exception();
    }

    Intake finish() {
      if (refusal != null) {
        throw refusal;
      }
      return new Intake(JsonFields.of(fields), upload.kept());
    }
  }

  /** Fails with a {@link ProblemException} where it is not what we take; nothing is kept then. */
  CompletionStage<Intake> read(SessionId session, HttpEntity body) {
    Form form = new Form(session);
    Materializer materializer = SystemMaterializer.get(system).materializer();
    return Unmarshaller.entityToMultipartFormData()
        .unmarshal(body, materializer)
        .thenCompose(parts ->
            parts
                .getParts()
                .mapAsync(
                    1,
                    part -> CompletableFuture.supplyAsync(() -> form.with(part), media.threads()))
                .runWith(Sink.ignore(), materializer))
        .thenApply(_ -> form.finish())
        .exceptionallyCompose(failure -> {
          form.upload
              .kept()
              .map(KeptFile::id)
              .ifPresent(
                  file -> media.threads().execute(() -> media.store().delete(session, file)));
          return CompletableFuture.failedFuture(known(failure));
        });
  }

  /** What is none of our own answers came of a body that is no form. */
  private static Throwable known(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return switch (cause) {
      case ProblemException ours -> ours;
      case MediaException ours -> ours;
      case EntityStreamSizeException large -> large;
      case null, default ->
          Problem.badRequest(400, "The body is no form that we understand.").exception();
    };
  }
}
