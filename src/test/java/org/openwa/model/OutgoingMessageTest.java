package org.openwa.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scheduled messages lie in the database in this form: it must stay readable for good. */
class OutgoingMessageTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isTheSameJsonInEveryRelease() throws JsonProcessingException {
    OutgoingMessage message =
        new OutgoingMessage(
            new MessageContent.Media(
                MediaKind.VOICE,
                new MediaRef("0123456789abcdef", "audio/ogg", 5, "0f", null),
                "listen"),
            new MessageId("false_4915111111111@c.us_3A01"),
            List.of(new ChatId("4915111111111@c.us")),
            true);

    String json = JSON.writeValueAsString(message);

    assertThat(json)
        .isEqualTo(
            """
            {"content":{"type":"media","kind":"VOICE","file":{"id":"0123456789abcdef",\
            "mimetype":"audio/ogg","size":5,"sha256":"0f","filename":null},"caption":"listen"},\
            "quoted":"false_4915111111111@c.us_3A01","mentions":["4915111111111@c.us"],\
            "linkPreview":true}\
            """);
    assertThat(JSON.readValue(json, OutgoingMessage.class)).isEqualTo(message);
  }
}
