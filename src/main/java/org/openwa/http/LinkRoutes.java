package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.post;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.browser.qr.PairingCode;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.session.PairingCodeReply;
import org.openwa.session.QrReply;
import org.openwa.session.ScreenshotReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/** {@code /api/sessions/{id}/...}: what a person needs who links a phone. All of it is secret. */
final class LinkRoutes {

  private static final String PERSON = "@c.us";

  /** What is asked for when nothing is said. */
  private static final Format BASE64 =
      qr ->
          Answers.json(200, new QrJson(qr.text(), PairingCode.dataUrl(qr.text()), qr.expiresAt()));

  private static final Map<String, Format> FORMATS =
      Map.of(
          "base64", BASE64,
          "image", qr -> Answers.bytes(Answers.PNG, PairingCode.png(qr.text())),
          "svg", qr -> Answers.utf8(Answers.SVG, PairingCode.svg(qr.text())),
          "raw", qr -> Answers.text(qr.text()),
          "terminal", qr -> Answers.text(PairingCode.terminal(qr.text())));

  private final Sessions sessions;
  private final MediaDesk media;

  /** Draws one of the formats. */
  @FunctionalInterface
  private interface Format {
    HttpResponse answer(QrReply.Qr qr);
  }

  /**
   * The answer in JSON.
   *
   * @param code what the phone must read
   * @param image the same as a data URL
   */
  private record QrJson(String code, String image, Instant expiresAt) {}

  private record PairingCodeJson(String code) {}

  LinkRoutes(Sessions sessions, MediaDesk media) {
    this.sessions = sessions;
    this.media = media;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get("/api/sessions/{id}/qr", Role.OPERATOR, this::qr),
        post("/api/sessions/{id}/pairing-code", Role.OPERATOR, this::pairingCode),
        get("/api/sessions/{id}/screenshot", Role.OPERATOR, this::screenshot));
  }

  private CompletionStage<HttpResponse> qr(Call call) {
    QueryFields query = call.query();
    Optional<Format> format = query.choice("format", FORMATS);
    query.finish();
    return sessions
        .during(call.requestId())
        .<QrReply>ask(call.session(), SessionCommand.GetQr::new)
        .thenApply(reply ->
            switch (reply) {
              case QrReply.Qr qr -> format.orElse(BASE64).answer(qr);
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  private CompletionStage<HttpResponse> pairingCode(Call call) {
    Optional<String> phone =
        call.body()
            .requiredParsed("phone", LinkRoutes::digits, "a phone number with its country code");
    call.body().finish();
    return sessions
        .during(call.requestId())
        .<PairingCodeReply>ask(
            call.session(), to -> new SessionCommand.GetPairingCode(phone.orElseThrow(), to))
        .thenApply(reply ->
            switch (reply) {
              case PairingCodeReply.PairingCode(var code) ->
                  Answers.json(200, new PairingCodeJson(code));
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  private CompletionStage<HttpResponse> screenshot(Call call) {
    return sessions
        .during(call.requestId())
        .<ScreenshotReply>ask(call.session(), SessionCommand.GetScreenshot::new)
        .thenCompose(reply ->
            switch (reply) {
              case ScreenshotReply.Screenshot(var png) ->
                  CompletableFuture.completedStage(Answers.bytes(Answers.PNG, png));
              case ScreenshotReply.Kept(var file) ->
                  CompletableFuture.supplyAsync(
                      () -> Answers.bytes(Answers.PNG, lent(call.session(), file)),
                      media.threads());
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  private byte[] lent(SessionId session, String file) {
    try (InputStream bytes =
        media.store().read(session, file, 0).orElseThrow(() -> Problem.noAnswer().exception())) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> digits(String text) {
    return ChatId.parse(text)
        .map(ChatId::value)
        .filter(chat -> chat.endsWith(PERSON))
        .map(chat -> chat.substring(0, chat.length() - PERSON.length()));
  }
}
