package org.openwa.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** An answer that was read to its end. */
record ReadAnswer(HttpResponse response, String body) {

  int status() {
    return response.status().intValue();
  }

  String type() {
    return response.entity().getContentType().toString();
  }

  String header(String name) {
    return response.getHeader(name).map(found -> found.value()).orElse("");
  }

  JsonNode json() throws Exception {
    return new ObjectMapper().readTree(body);
  }

  String code() throws Exception {
    return json().path("code").asText();
  }

  /** The fields that the errors of a problem name. */
  java.util.List<String> fields() throws Exception {
    return StreamSupport.stream(json().path("errors").spliterator(), false)
        .map(error -> error.path("field").asText())
        .toList();
  }
}
