package org.openwa.browser.selenium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.openwa.browser.BrowserSettings;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;

/** A phone of a simulated WhatsApp, used through the API that people have too. */
final class SimulatedPhone implements AutoCloseable {

  static final String NUMBER = "491701234567";
  static final String FRIEND = "4915111111111";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final WhatsAppWebSimulator simulator;

  private SimulatedPhone(WhatsAppWebSimulator simulator) {
    this.simulator = simulator;
  }

  static SimulatedPhone start(Path directory) throws IOException {
    return start(SimulatorSettings.at(0, directory));
  }

  static SimulatedPhone start(SimulatorSettings settings) throws IOException {
    SimulatedPhone phone = new SimulatedPhone(WhatsAppWebSimulator.start(settings));
    phone.call("PUT", "", Map.of("name", "Ada"));
    return phone;
  }

  BrowserSettings.Simulator forBrowsers() {
    return new BrowserSettings.Simulator("127.0.0.1", simulator.httpsPort(), simulator.spki());
  }

  void scan(String qr) {
    call("POST", "/scan", Map.of("qr", qr));
  }

  void enter(String code) {
    call("POST", "/scan", Map.of("code", code));
  }

  /** A friend writes; answers WhatsApp's id of the message. */
  String friendWrites(String body) {
    return call("POST", "/messages", Map.of("from", FRIEND, "body", body)).path("id").asText();
  }

  /** A friend writes to a group that both are in. */
  String friendWritesTo(String group, String body) {
    return call("POST", "/messages", Map.of("from", FRIEND, "chatId", group, "body", body))
        .path("id")
        .asText();
  }

  /** How many browsers it has linked so far. */
  int scans() {
    return call("GET", "", Map.of()).path("scans").asInt();
  }

  void unlink() {
    call("POST", "/unlink", Map.of());
  }

  void strike(String fault) {
    call("POST", "/faults", Map.of(fault, true));
  }

  void offline() {
    call("POST", "/offline", Map.of());
  }

  void online() {
    call("POST", "/online", Map.of());
  }

  /** What WhatsApp itself knows, oldest first. */
  List<JsonNode> messages() {
    return StreamSupport.stream(call("GET", "/messages", Map.of()).spliterator(), false).toList();
  }

  private JsonNode call(String method, String path, Map<String, Object> body) {
    URI uri = URI.create("http://127.0.0.1:" + simulator.port() + "/phones/" + NUMBER + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(JSON.valueToTree(body).toString()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}
