package org.openwa.access.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.openwa.access.Limits;
import org.openwa.egress.Cidr;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/** Limits as they lie in the table. */
record LimitsJson(List<String> sessions, List<String> chats, List<String> networks) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static String write(Limits limits) {
    try {
      return MAPPER.writeValueAsString(
          new LimitsJson(
              limits.sessions().stream().map(SessionId::value).sorted().toList(),
              limits.chats().stream().map(ChatId::value).sorted().toList(),
              limits.networks().stream().map(Cidr::toString).toList()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Limits read(String text) {
    try {
      LimitsJson json = MAPPER.readValue(text, LimitsJson.class);
      return new Limits(
          json.sessions.stream().map(SessionId::new).collect(Collectors.toSet()),
          json.chats.stream().map(ChatId::new).collect(Collectors.toSet()),
          json.networks.stream().map(Cidr::parse).toList());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
