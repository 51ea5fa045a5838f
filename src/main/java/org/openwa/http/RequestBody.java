package org.openwa.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaType;

/**
 * The body of one request. It is read once or drained once, because a connection whose request is
 * left unread stands still.
 */
final class RequestBody {

  static final int MAX_BYTES = 256 * 1024;

  /** What a route takes. */
  enum Kind {
    /** Nothing; what comes all the same is not looked at. */
    IGNORED(""),
    /** Its handler reads it as it comes, to the end. */
    STREAMED("application/json, multipart/form-data"),
    /** Nothing, or an empty object. */
    EMPTY("application/json"),
    JSON("application/json"),
    /** RFC 7396; as plain JSON too, because everybody's client can send that. */
    MERGE_PATCH("application/json, application/merge-patch+json");

    private final String supported;

    Kind(String supported) {
      this.supported = supported;
    }

    private boolean supports(String type) {
      return List.of(supported.split(", ")).contains(type);
    }
  }

  private final HttpRequest request;
  private final ClassicActorSystemProvider system;
  private final Duration patience;
  private boolean read;

  RequestBody(HttpRequest request, ClassicActorSystemProvider system, Duration patience) {
    this.request = request;
    this.system = system;
    this.patience = patience;
  }

  /** Whether there may be more of it than JSON may have. */
  boolean isLarge() {
    OptionalLong length = request.entity().getContentLengthOption();
    return length.isEmpty() || length.getAsLong() > MAX_BYTES;
  }

  /** The fields of the body; fails with a {@link ProblemException} where it is not what we take. */
  CompletionStage<JsonFields> fields(Kind kind) {
    if (kind == Kind.IGNORED || (kind == Kind.EMPTY && request.entity().isKnownEmpty())) {
      return CompletableFuture.completedFuture(JsonFields.none());
    }
    if (!request.entity().isKnownEmpty() && !isSupported(kind)) {
      throw Problem.unsupportedMediaType(kind.supported).exception();
    }
    if (kind == Kind.STREAMED) {
      read = true;
      return CompletableFuture.completedFuture(JsonFields.none());
    }
    return bytes().thenApply(bytes -> parse(kind, bytes));
  }

  private static JsonFields parse(Kind kind, byte[] bytes) {
    if (bytes.length == 0 && kind == Kind.EMPTY) {
      return JsonFields.none();
    }
    if (bytes.length == 0) {
      throw Problem.malformedJson("It is empty.").exception();
    }
    JsonNode root = Json.read(bytes);
    JsonFields fields = JsonFields.of(root);
    if (kind == Kind.EMPTY) {
      fields.finish();
    }
    return fields;
  }

  private boolean isSupported(Kind kind) {
    MediaType media = request.entity().getContentType().mediaType();
    String type = media.mainType() + "/" + media.subType();
    boolean plain =
        request
            .getHeader("content-encoding")
            .map(HttpHeader::value)
            .filter(coding -> !coding.equalsIgnoreCase("identity"))
            .isEmpty();
    return plain && kind.supports(type);
  }

  private CompletionStage<byte[]> bytes() {
    read = true;
    return request
        .entity()
        .withSizeLimit(MAX_BYTES)
        .toStrict(patience.toMillis(), system)
        .thenApply(strict -> strict.getData().toArray())
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(inTime(failure)));
  }

  /** A slow caller is not a slow session: both are a TimeoutException. */
  private static Throwable inTime(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException ? Problem.bodyTooLate().exception() : failure;
  }

  /** Lets go of a body that nobody read. */
  void drain() {
    if (!read) {
      read = true;
      request.discardEntityBytes(system);
    }
  }
}
