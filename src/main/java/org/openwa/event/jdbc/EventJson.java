package org.openwa.event.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openwa.event.Event;
import org.openwa.event.EventId;
import org.openwa.event.Filters;
import org.openwa.model.SessionId;

/** Events as customers get them, and filters as they lie in the table. */
public final class EventJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private EventJson() {}

  /** The body of every attempt to deliver the event. */
  public static String body(SessionId session, long sequence, EventId id, Event event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id.value());
    body.put("event", event.kind().word());
    body.put("timestamp", time(event.at()));
    body.put("sessionId", session.value());
    body.put("sequence", sequence);
    body.put("data", event.data());
    return write(body);
  }

  /** ISO 8601 in UTC with exactly milliseconds. */
  public static String time(Instant instant) {
    return Event.time(instant);
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #write} made of filters. */
  public static Filters filters(String json) {
    return read(json, Filters.class);
  }

  /** Reads what {@link #write} made of a value. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
