package org.openwa.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.message.FirstSend;
import org.openwa.model.MediaKind;
import org.openwa.model.MessageContent;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionStatus;

class MediaSendTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String MESSAGES = "/api/sessions/default/messages";
  private static final String BOUNDARY = "----b";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aFileAsBase64IsKeptAndNamed() throws Exception {
    byte[] bytes = bytes(100_000);

    ReadAnswer answer = post(json("image", base64(bytes), "image/png"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    MessageContent.Media media = sent();
    assertThat(media.kind()).isEqualTo(MediaKind.IMAGE);
    assertThat(media.file().mimetype()).isEqualTo("image/png");
    assertThat(media.file().size()).isEqualTo(bytes.length);
    assertThat(kept(media.file().id())).isEqualTo(bytes);
  }

  @Test
  void slashesOfBase64MayBeEscaped() throws Exception {
    byte[] bytes = new byte[3_000];
    Arrays.fill(bytes, (byte) 0xff);

    ReadAnswer answer = post(json("image", base64(bytes).replace("/", "\\/"), "image/png"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(kept(sent().file().id())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAA\\nAAAAA",
        "AAA",
        "AAAA=",
        "A=AA",
        "data:image/png;base64,AAAA",
        "AA AA",
        "ÄÄÄÄ",
        ""
      })
  void whatIsNoBase64IsSaidOfItsField(String text) throws Exception {
    ReadAnswer answer = post(json("image", text, "image/png"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("media.base64");
    assertThat(api.sessions.asked).isEmpty();
    assertNothingKept();
  }

  @ParameterizedTest
  @CsvSource({
    "image, application/pdf",
    "image, image",
    "image, IMAGE/PNG",
    "voice, video/mp4",
    "document, model/gltf",
    "sticker, 'image/png\\u0000'"
  })
  void aTypeThatDoesNotFitIsSaidOfItsField(String type, String mimetype) throws Exception {
    ReadAnswer answer = post(json(type, "AAAA", mimetype));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("media.mimetype");
    assertNothingKept();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\":\"4670000002\",\"type\":\"image\"}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{}}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"mimetype\":\"image/png\"}}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"base64\":\"AAAA\"}}",
        "{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"base64\":7,\"mimetype\":\"image/png\"}}",
        "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"x\",\"media\":{\"base64\":\"AAAA\"}}"
      })
  void aFileThatIsMissingOrTooManyIsRefused(String json) throws Exception {
    ReadAnswer answer = post(json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"media");
    assertNothingKept();
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndNotKept() throws Exception {
    ReadAnswer answer = post(json("image", base64(bytes(Api.MAX_FILE + 1)), "image/png"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("MEDIA_TOO_LARGE");
    assertNothingKept();
  }

  @Test
  void aTextThatIsTooLargeIsNoFile() throws Exception {
    ReadAnswer answer =
        post(
            "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\""
                + "x".repeat(300_000)
                + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
  }

  @Test
  void aFormBringsTheFileAsItIs() throws Exception {
    byte[] bytes = bytes(100_000);

    ReadAnswer answer =
        api.call(
            form(
                field("phone", "4670000002"),
                field("type", "document"),
                field("caption", "the offer"),
                field("mentions", "4670000003"),
                field("mentions", "4670000004"),
                file("../../etc/passwd", "application/pdf", bytes)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(sent().caption()).isEqualTo("the offer");
    assertThat(sent().file().filename()).isEqualTo("passwd");
    assertThat(sent().file().mimetype()).isEqualTo("application/pdf");
    assertThat(kept(sent().file().id())).isEqualTo(bytes);
    assertThat(((SessionCommand.Send) api.sessions.onlyCommand()).message().mentions()).hasSize(2);
  }

  @Test
  void aFormWithoutAFileIsRefused() throws Exception {
    ReadAnswer answer = api.call(form(field("phone", "4670000002"), field("type", "image")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"media\"");
  }

  @Test
  void aFormWithTwoFilesIsRefusedAndNothingIsKept() throws Exception {
    ReadAnswer answer =
        api.call(
            form(
                field("phone", "4670000002"),
                field("type", "image"),
                file("a.png", "image/png", bytes(10)),
                file("b.png", "image/png", bytes(10))));

    assertThat(answer.status()).isEqualTo(400);
    assertNothingKept();
  }

  @Test
  void aFileOfAFormThatIsTooLargeIsRefusedAndNotKept() throws Exception {
    ReadAnswer answer =
        api.call(
            form(
                field("phone", "4670000002"),
                field("type", "image"),
                file("a.png", "image/png", bytes(Api.MAX_FILE + 1))));

    assertThat(answer.status()).isEqualTo(413);
    assertNothingKept();
  }

  @Test
  void aFormWithoutBoundaryIsRefused() throws Exception {
    HttpRequest request =
        Api.request(HttpMethods.POST, MESSAGES)
            .withEntity(
                ContentTypes.parse("multipart/form-data"), "x".getBytes(StandardCharsets.UTF_8));

    assertThat(api.call(request).status()).isEqualTo(400);
  }

  @Test
  void aFileOfAMessageThatWasRefusedIsForgotten() throws Exception {
    api.sessions.refuse(SessionRefusal.SESSION_NOT_READY, SessionStatus.STOPPED);

    ReadAnswer answer = post(json("image", "AAAA", "image/png"));

    assertThat(answer.status()).isEqualTo(409);
    assertNothingKept();
  }

  @Test
  void aRepeatedFileIsKnownByItsContent() throws Exception {
    String json = json("image", base64(bytes(1_000)), "image/png");
    post(json, "k1");
    String first =
        requireNonNull(((SessionCommand.Send) api.sessions.onlyCommand()).key()).fingerprint();
    api.messages.firstSend = Optional.of(new FirstSend(first, FakeMessages.WITH_FILE));

    ReadAnswer same = post(json, "k1");
    ReadAnswer other = post(json("image", base64(bytes(1_001)), "image/png"), "k1");

    assertThat(same.status()).isEqualTo(201);
    assertThat(same.header("Idempotent-Replayed")).contains("true");
    assertThat(other.status()).isEqualTo(422);
    assertThat(api.sessions.asked).hasSize(1);
    await().untilAsserted(() -> assertThat(files()).hasSize(2)); // the first send's, and the fake's
  }

  @Test
  void aFileIsFetchedFromItsUrl() throws Exception {
    byte[] bytes = bytes(50_000);
    HttpServer server = server("image/jpeg; charset=x", bytes);
    try {
      ReadAnswer answer = post(url(server, "image"));

      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      assertThat(sent().file().mimetype()).isEqualTo("image/jpeg");
      assertThat(kept(sent().file().id())).isEqualTo(bytes);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatAUrlGivesMustFitTheType() throws Exception {
    HttpServer server = server("text/plain", bytes(10));
    try {
      ReadAnswer answer = post(url(server, "image"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("media.url");
      assertNothingKept();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aUrlThatGivesTooMuchIsRefused() throws Exception {
    HttpServer server = server("image/png", bytes(Api.MAX_FILE + 1));
    try {
      ReadAnswer answer = post(url(server, "image"));

      assertThat(answer.status()).isEqualTo(413);
      assertNothingKept();
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/a.png",
        "http://0x7f000002/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "gopher://example.com/",
        "http://ok@example.com/",
        "http:///a.png",
        "http://exa mple.com/",
        "http://example.com:0/"
      })
  void aUrlThatLeadsNowhereGoodIsRefusedWithoutAnAddress(String url) throws Exception {
    ReadAnswer answer =
        post("{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"url\":\"" + url + "\"}}");

    assertThat(answer.status()).as(answer.body()).isIn(400, 422);
    assertThat(answer.body()).doesNotContain("10.0.0.1").doesNotContain("169.254");
    assertThat(api.sessions.asked).isEmpty();
    assertNothingKept();
  }

  @Test
  void aFileIsGivenOutAsADownload() throws Exception {
    ReadAnswer answer = api.call(Api.as("viewer", HttpRequest.create(media())));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.type()).startsWith("text/plain");
    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment; filename*=UTF-8''a%20%22note%22.txt");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Accept-Ranges")).contains("bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, bytes 0-3/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=-2, 89, bytes 8-9/10",
    "bytes=5-99, 56789, bytes 5-9/10"
  })
  void aRangeOfAFileIsGivenOut(String range, String expected, String header) throws Exception {
    ReadAnswer answer = ranged(range);

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(expected);
    assertThat(answer.header("Content-Range")).contains(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=999999999999999999-"})
  void aRangeBehindAFileIsRefused(String range) throws Exception {
    ReadAnswer answer = ranged(range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).contains("bytes */10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=3-1", "items=0-1", "bytes=abc"})
  void aRangeThatIsNoneMeansTheWholeFile(String range) throws Exception {
    assertThat(ranged(range).body()).isEqualTo("0123456789");
  }

  @Test
  void aFileThatTheOperatorDeletedIsGone() throws Exception {
    Files.delete(api.folder.resolve("default").resolve(FakeMessages.FILE.id()));

    ReadAnswer answer = api.call(Api.as("viewer", HttpRequest.create(media())));

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("MEDIA_GONE");
  }

  private ReadAnswer ranged(String range) throws Exception {
    return api.call(
        Api.as("viewer", HttpRequest.create(media()).addHeader(RawHeader.create("Range", range))));
  }

  private static String media() {
    return MESSAGES + "/" + FakeMessages.WITH_FILE.id() + "/media";
  }

  private MessageContent.Media sent() {
    return (MessageContent.Media)
        ((SessionCommand.Send) api.sessions.onlyCommand()).message().content();
  }

  private ReadAnswer post(String json) throws Exception {
    return api.send(HttpMethods.POST, MESSAGES, json);
  }

  private ReadAnswer post(String json, String key) throws Exception {
    return api.call(
        Api.request(HttpMethods.POST, MESSAGES)
            .addHeader(RawHeader.create("Idempotency-Key", key))
            .withEntity(ContentTypes.APPLICATION_JSON, json));
  }

  private static String json(String type, String base64, String mimetype) {
    return """
    {"phone":"4670000002","media":{"base64":"%s","mimetype":"%s"},"type":"%s"}\
    """
        .formatted(base64, mimetype, type);
  }

  private static String url(HttpServer server, String type) {
    return """
    {"phone":"4670000002","type":"%s","media":{"url":"http://127.0.0.1:%d/a"}}\
    """
        .formatted(type, server.getAddress().getPort());
  }

  private static HttpServer server(String type, byte[] bytes) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write(bytes);
          }
        });
    server.start();
    return server;
  }

  private static ByteString field(String name, String value) {
    return ByteString.fromString(
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\""
            + name
            + "\"\r\n\r\n"
            + value
            + "\r\n");
  }

  private static ByteString file(String name, String type, byte[] bytes) {
    return ByteString.fromString(
            "--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: "
                + type
                + "\r\n\r\n")
        .concat(ByteString.fromArray(bytes))
        .concat(ByteString.fromString("\r\n"));
  }

  private static HttpRequest form(ByteString... parts) {
    List<ByteString> all =
        Stream.concat(
                Arrays.stream(parts), Stream.of(ByteString.fromString("--" + BOUNDARY + "--\r\n")))
            .toList();
    return Api.request(HttpMethods.POST, MESSAGES)
        .withEntity(
            HttpEntities.create(
                ContentTypes.parse("multipart/form-data; boundary=" + BOUNDARY), Source.from(all)));
  }

  private byte[] kept(String id) throws IOException {
    return Files.readAllBytes(api.folder.resolve("default").resolve(id));
  }

  private void assertNothingKept() {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(files())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly(FakeMessages.FILE.id()));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(api.folder.resolve("default"))) {
      return all.toList();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
