package org.openwa.http;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.openwa.message.MessageStore;
import org.openwa.message.StoredMessage;
import org.openwa.model.MediaRef;
import org.openwa.model.SessionId;

/**
 * Gives out the file of a message: whole or a range of it, always as a download, because a stranger
 * made it.
 */
final class MediaRoute {

  private static final int PIECE = 64 * 1024;

  private final MessageStore messages;
  private final MediaDesk media;

  MediaRoute(MessageStore messages, MediaDesk media) {
    this.messages = messages;
    this.media = media;
  }

  CompletionStage<HttpResponse> answer(Call call) {
    Optional<String> range = header(call, "range");
    Optional<String> ifRange = header(call, "if-range");
    return messages
        .find(call.session(), call.message())
        .thenCompose(found -> {
          MediaRef file = file(found);
          found.ifPresent(message -> call.requireChat(message.chatId()));
          boolean whole = ifRange.isPresent() && !ifRange.get().equals(tag(file));
          ByteRange wanted =
              ByteRange.of(range.filter(_ -> !whole), file.size())
                  .orElseThrow(() -> unsatisfiable(file).exception());
          return CompletableFuture.supplyAsync(
              () -> answer(call.session(), file, wanted), media.threads());
        });
  }

  private static MediaRef file(Optional<StoredMessage> found) {
    StoredMessage message = found.orElseThrow(() -> Problem.messageNotFound().exception());
    MediaRef file = message.media();
    if (file == null) {
      throw MediaProblem.notFound().exception();
    }
    return file;
  }

  private HttpResponse answer(SessionId session, MediaRef file, ByteRange range) {
    InputStream bytes =
        media
            .store()
            .read(session, file.id(), range.first())
            .orElseThrow(() -> MediaProblem.gone().exception());
    HttpResponse answer =
        HttpResponse.create()
            .withStatus(range.isPart() ? StatusCodes.PARTIAL_CONTENT : StatusCodes.OK)
            .withEntity(
                HttpEntities.create(
                    type(file),
                    range.length(),
                    StreamConverters.fromInputStream(
                        () -> new FirstBytes(bytes, range.length()), PIECE)))
            .addHeader(RawHeader.create("Accept-Ranges", "bytes"))
            .addHeader(RawHeader.create("ETag", tag(file)))
            .addHeader(RawHeader.create("Content-Disposition", disposition(file)));
    return range.isPart()
        ? answer.addHeader(RawHeader.create("Content-Range", range.header(file.size())))
        : answer;
  }

  private static Problem unsatisfiable(MediaRef file) {
    return Problem.badRequest(416, "The range is none of the file's " + file.size() + " bytes.")
        .withHeader("Content-Range", "bytes */" + file.size());
  }

  private static String tag(MediaRef file) {
    return "\"" + file.sha256() + "\"";
  }

  private static ContentType type(MediaRef file) {
    try {
      return ContentTypes.parse(file.mimetype());
    } catch (RuntimeException e) {
      return ContentTypes.APPLICATION_OCTET_STREAM;
    }
  }

  private static String disposition(MediaRef file) {
    String name = file.filename();
    return name == null
        ? "attachment"
        : "attachment; filename*=UTF-8''"
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
  }

  private static Optional<String> header(Call call, String name) {
    return call.request().getHeader(name).map(HttpHeader::value);
  }
}
