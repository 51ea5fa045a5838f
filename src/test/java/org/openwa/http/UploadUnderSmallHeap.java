package org.openwa.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.openwa.model.MessageContent;
import org.openwa.session.SessionCommand;

/**
 * A program: a server that takes files of 60 MiB, and its caller, in a heap that one such file does
 * not fit into. Prints what the answers were.
 */
final class UploadUnderSmallHeap {

  private static final int MIB = 1024 * 1024;
  private static final String BOUNDARY = "----b";

  private UploadUnderSmallHeap() {}

  public static void main(String[] arguments) throws Exception {
    ActorTestKit testKit = ActorTestKit.create();
    Api api = new Api(testKit, Deadlines.DEFAULT, 64 * MIB);
    int port =
        HttpServer.start(testKit.system(), "127.0.0.1", 0, Deadlines.DEFAULT, api.routes().route())
            .toCompletableFuture()
            .get()
            .localAddress()
            .getPort();
    URI messages = URI.create("http://127.0.0.1:" + port + "/api/sessions/default/messages");
    try (HttpClient client = HttpClient.newHttpClient()) {
      System.out.println("form 60: " + form(client, messages, 60) + " " + kept(api));
      System.out.println("base64 60: " + base64(client, messages, 60) + " " + kept(api));
      System.out.println("form 65: " + form(client, messages, 65));
      System.out.println("base64 65: " + base64(client, messages, 65));
    }
    System.exit(0);
  }

  private static long kept(Api api) {
    SessionCommand.Send sent = (SessionCommand.Send) api.sessions.asked.getLast().command();
    return ((MessageContent.Media) sent.message().content()).file().size() / MIB;
  }

  private static int form(HttpClient client, URI to, int mebibytes) throws Exception {
    String head =
        part("phone", "4670000002")
            + part("type", "document")
            + "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n";
    return post(
        client,
        to,
        "multipart/form-data; boundary=" + BOUNDARY,
        head,
        new Zeros(mebibytes * (long) MIB, 0),
        "\r\n--" + BOUNDARY + "--\r\n");
  }

  private static String part(String name, String value) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(BOUNDARY, name, value);
  }

  private static int base64(HttpClient client, URI to, int mebibytes) throws Exception {
    return post(
        client,
        to,
        "application/json",
        """
        {"phone":"4670000002","type":"document","media":{"mimetype":"application/pdf","base64":\"\
        """,
        new Zeros(mebibytes * (long) MIB / 3 * 4, 'A'),
        "\"}}");
  }

  private static int post(
      HttpClient client, URI to, String type, String head, InputStream middle, String tail)
      throws IOException, InterruptedException {
    InputStream body =
        new SequenceInputStream(
            Collections.enumeration(List.of(stream(head), middle, stream(tail))));
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("X-API-Key", "admin")
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** So many of the same byte, without being there. */
  private static final class Zeros extends InputStream {

    private long left;
    private final byte value;

    Zeros(long count, int value) {
      this.left = count;
      this.value = (byte) value;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      java.util.Arrays.fill(bytes, offset, offset + count, value);
      left -= count;
      return count;
    }
  }
}
