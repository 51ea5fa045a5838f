package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A page without a browser: speaks to the servers as the real page's script does. */
final class PageOverHttp implements AutoCloseable {

  private final String id = UUID.randomUUID().toString();
  private final HttpClient client;
  private final String base;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  record Event(String kind, ObjectNode data) {}

  PageOverHttp(WhatsAppWebSimulator simulator, Path folder) throws Exception {
    client = HttpClient.newBuilder().sslContext(trusting(folder)).build();
    base = "https://127.0.0.1:" + simulator.httpsPort() + "/sim/";
  }

  private static SSLContext trusting(Path folder) throws GeneralSecurityException, IOException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("web.whatsapp.com.p12"))) {
      own.load(in, "simulator".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("page", own.getCertificate("web.whatsapp.com"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  /** Opens the page's line, with the token of a link or with none. */
  PageOverHttp open(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "events?page=" + id + "&token=" + token)).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(() -> read(response.body()));
    return this;
  }

  private void read(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String kind = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          kind = line.substring(7);
        } else if (line.startsWith("data: ")) {
          byte[] data = line.substring(6).getBytes(StandardCharsets.UTF_8);
          events.add(new Event(kind, Json.read(data)));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      events.add(new Event("lost", Json.object()));
    }
  }

  /** The next event of this kind; others that come before it are passed over. */
  ObjectNode await(String kind) throws InterruptedException {
    while (true) {
      Event event = events.poll(10, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event " + kind);
      }
      if (event.kind.equals(kind)) {
        return event.data;
      }
    }
  }

  /** The next event, whichever it is. */
  Event next() throws InterruptedException {
    Event event = events.poll(10, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event");
    }
    return event;
  }

  ObjectNode post(String path, ObjectNode body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("x-page", id)
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    byte[] answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    return Json.read(answer);
  }

  ObjectNode post(String path) throws Exception {
    return post(path, Json.object());
  }

  @Override
  public void close() {
    HttpRequest goodbye =
        HttpRequest.newBuilder(URI.create(base + "bye?page=" + id))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    client.sendAsync(goodbye, HttpResponse.BodyHandlers.discarding()).join();
    client.shutdownNow();
  }
}
