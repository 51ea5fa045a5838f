package org.openwa.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The phones of the simulator, by its API: what they do, and what they saw. */
final class Phones {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PORT = 2790;

  private final HttpClient http = HttpClient.newHttpClient();

  static String url() {
    return "http://" + Network.HOST + ":" + PORT;
  }

  void create(String phone) {
    call("PUT", "/phones/" + phone, "{\"name\": \"" + phone + "\"}");
  }

  void scan(String phone, String qr) {
    call("POST", "/phones/" + phone + "/scan", JSON.createObjectNode().put("qr", qr).toString());
  }

  int scans(String phone) {
    return call("GET", "/phones/" + phone, "").path("scans").asInt();
  }

  /** Somebody writes to the phone; answers the message's id. */
  String write(String phone, String from, String text) {
    return call(
            "POST",
            "/phones/" + phone + "/messages",
            JSON.createObjectNode().put("from", from).put("body", text).toString())
        .path("id")
        .asText();
  }

  List<Judge.PhoneMessage> messages(String phone) {
    List<Judge.PhoneMessage> messages = new ArrayList<>();
    for (JsonNode message : call("GET", "/phones/" + phone + "/messages", "")) {
      messages.add(
          new Judge.PhoneMessage(
              message.path("id").asText(),
              message.path("fromMe").asBoolean(),
              message.path("body").asText(),
              message.path("sends").asInt()));
    }
    return messages;
  }

  /** Oldest first. */
  List<Judge.Connection> connections(String phone) {
    List<Judge.Connection> connections = new ArrayList<>();
    for (JsonNode connection : call("GET", "/phones/" + phone + "/connections", "")) {
      connections.add(
          new Judge.Connection(
              Instant.parse(connection.path("start").asText()).toEpochMilli(),
              connection.path("end").isNull()
                  ? Long.MAX_VALUE
                  : Instant.parse(connection.path("end").asText()).toEpochMilli()));
    }
    return connections;
  }

  boolean isConnected(String phone) {
    return connections(phone).stream().anyMatch(one -> one.end() == Long.MAX_VALUE);
  }

  private JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("the simulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
