package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openwa.model.MessageContent;
import org.openwa.session.SessionCommand;

/** Messages with files, as callers send them; tests of that extend this. */
abstract class MediaApi {

  static ActorTestKit testKit;
  static final String MESSAGES = "/api/sessions/default/messages";
  static final String BOUNDARY = "----b";

  Api api;

  @BeforeAll
  static void startSystem() {
    testKit = ActorTestKit.create();
  }

  @BeforeEach
  void openApi() {
    api = new Api(testKit);
  }

  @AfterAll
  static void stopSystem() {
    testKit.shutdownTestKit();
  }

  ReadAnswer ranged(String range) throws Exception {
    return api.call(
        Api.as("viewer", HttpRequest.create(media()).addHeader(RawHeader.create("Range", range))));
  }

  static String media() {
    return MESSAGES + "/" + FakeMessages.WITH_FILE.id() + "/media";
  }

  MessageContent.Media sent() {
    return (MessageContent.Media)
        ((SessionCommand.Send) api.sessions.onlyCommand()).message().content();
  }

  ReadAnswer post(String json) throws Exception {
    return api.send(HttpMethods.POST, MESSAGES, json);
  }

  ReadAnswer post(String json, String key) throws Exception {
    return api.call(
        Api.request(HttpMethods.POST, MESSAGES)
            .addHeader(RawHeader.create("Idempotency-Key", key))
            .withEntity(ContentTypes.APPLICATION_JSON, json));
  }

  static String json(String type, String base64, String mimetype) {
    return """
    {"phone":"4670000002","media":{"base64":"%s","mimetype":"%s"},"type":"%s"}\
    """
        .formatted(base64, mimetype, type);
  }

  static String url(HttpServer server, String type) {
    return """
    {"phone":"4670000002","type":"%s","media":{"url":"http://127.0.0.1:%d/a"}}\
    """
        .formatted(type, server.getAddress().getPort());
  }

  static HttpServer server(String type, byte[] bytes) throws IOException {
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

  static ByteString field(String name, String value) {
    return ByteString.fromString(
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\""
            + name
            + "\"\r\n\r\n"
            + value
            + "\r\n");
  }

  static ByteString file(String name, String type, byte[] bytes) {
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

  static HttpRequest form(ByteString... parts) {
    List<ByteString> all =
        Stream.concat(
                Arrays.stream(parts), Stream.of(ByteString.fromString("--" + BOUNDARY + "--\r\n")))
            .toList();
    return Api.request(HttpMethods.POST, MESSAGES)
        .withEntity(
            HttpEntities.create(
                ContentTypes.parse("multipart/form-data; boundary=" + BOUNDARY), Source.from(all)));
  }

  byte[] kept(String id) throws IOException {
    return Files.readAllBytes(api.folder.resolve("default").resolve(id));
  }

  void assertNothingKept() {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() ->
            assertThat(files())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly(FakeMessages.FILE.id()));
  }

  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(api.folder.resolve("default"))) {
      return all.toList();
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
