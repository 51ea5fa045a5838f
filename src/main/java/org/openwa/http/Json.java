package org.openwa.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * The one JSON dialect of the API. Written: times in UTC with exactly milliseconds, absent values
 * as null. Read: UTF-8, no field twice, at most 32 levels, nothing behind the end.
 */
final class Json {

  static final int MAX_LEVELS = 32;

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().addSerializer(Instant.class, new InstantWriter()))
          .build();

  /** Of a file's base64 nothing is kept, so this limits every other text. */
  private static final JsonFactory STREAMED =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_LEVELS)
                  .maxStringLength(RequestBody.MAX_BYTES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The rest of a body is read even where its beginning was wrong.
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private Json() {}

  /** SHA-256 of a value's compact text, in hex. */
  static String fingerprint(JsonNode node) {
    try {
      byte[] text = node.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException where it is no JSON that we take
   */
  static JsonNode read(byte[] bytes) {
    try {
      return MAPPER.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw Problem.malformedJson("It is not UTF-8.").exception();
    } catch (StreamConstraintsException e) {
      throw Problem.malformedJson(
              "It is deeper than " + MAX_LEVELS + " levels, or a number in it is too long.")
          .exception();
    } catch (JsonParseException e) {
      throw malformed(e).exception();
    } catch (JsonProcessingException e) {
      throw Problem.malformedJson("It goes on behind its end.").exception();
    }
  }

  /**
   * Reads a body that may hold a whole file as base64, which goes to the upload.
   *
   * @throws ProblemException where it is no JSON that we take
   */
  static JsonNode readWith(Reader text, UploadedFile upload) throws IOException {
    try (JsonParser parser = STREAMED.createParser(text)) {
      return StreamedJson.read(MAPPER, parser, upload);
    } catch (CharacterCodingException e) {
      throw Problem.malformedJson("It is not UTF-8.").exception();
    } catch (StreamConstraintsException e) {
      throw String.valueOf(e.getOriginalMessage()).startsWith("String value length")
          ? Problem.bodyTooLarge().exception()
          : Problem.malformedJson(
                  "It is deeper than " + MAX_LEVELS + " levels, or a number in it is too long.")
              .exception();
    } catch (JsonParseException e) {
      throw malformed(e).exception();
    } catch (JsonProcessingException e) {
      throw Problem.malformedJson("It goes on behind its end.").exception();
    }
  }

  private static Problem malformed(JsonParseException e) {
    String where =
        "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
        ? Problem.malformedJson("It has a field twice, at " + where + ".")
        : Problem.malformedJson("It breaks off or breaks the rules at " + where + ".");
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class InstantWriter extends JsonSerializer<Instant> {

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(MILLISECONDS.format(value));
    }
  }
}
