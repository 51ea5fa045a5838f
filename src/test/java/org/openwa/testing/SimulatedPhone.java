package org.openwa.testing;

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
public final class SimulatedPhone implements AutoCloseable {

  public static final String NUMBER = "491701234567";
  public static final String FRIEND = "4915111111111";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final WhatsAppWebSimulator simulator;

  private SimulatedPhone(WhatsAppWebSimulator simulator) {
    this.simulator = simulator;
  }

  public static SimulatedPhone start(Path directory) throws IOException {
    return start(SimulatorSettings.at(0, directory));
  }

  public static SimulatedPhone start(SimulatorSettings settings) throws IOException {
    SimulatedPhone phone = new SimulatedPhone(WhatsAppWebSimulator.start(settings));
    phone.call("PUT", "", Map.of("name", "Ada"));
    return phone;
  }

  /** Where a node finds the simulator. */
  public String simulator() {
    return "http://127.0.0.1:" + simulator.port();
  }

  public BrowserSettings.Simulator forBrowsers() {
    return new BrowserSettings.Simulator("127.0.0.1", simulator.httpsPort(), simulator.spki());
  }

  public void scan(String qr) {
    call("POST", "/scan", Map.of("qr", qr));
  }

  public void enter(String code) {
    call("POST", "/scan", Map.of("code", code));
  }

  /** A friend writes; answers WhatsApp's id of the message. */
  public String friendWrites(String body) {
    return call("POST", "/messages", Map.of("from", FRIEND, "body", body)).path("id").asText();
  }

  /** A friend writes to a group that both are in. */
  public String friendWritesTo(String group, String body) {
    return call("POST", "/messages", Map.of("from", FRIEND, "chatId", group, "body", body))
        .path("id")
        .asText();
  }

  /** How many browsers it has linked so far. */
  public int scans() {
    return call("GET", "", Map.of()).path("scans").asInt();
  }

  public void unlink() {
    call("POST", "/unlink", Map.of());
  }

  public void strike(String fault) {
    call("POST", "/faults", Map.of(fault, true));
  }

  public void offline() {
    call("POST", "/offline", Map.of());
  }

  public void online() {
    call("POST", "/online", Map.of());
  }

  /** What WhatsApp itself knows, oldest first. */
  public List<JsonNode> messages() {
    return StreamSupport.stream(call("GET", "/messages", Map.of()).spliterator(), false).toList();
  }

  /**
   * Any call of the phone's API that must succeed, as the simulator's page of the documentation
   * says.
   */
  public JsonNode call(String method, String path, Map<String, ?> body) {
    URI uri = URI.create(simulator() + "/phones/" + NUMBER + path);
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
    http.close();
  }
}
