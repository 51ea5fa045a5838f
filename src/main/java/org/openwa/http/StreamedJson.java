package org.openwa.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/** Reads JSON of which one text may be as large as a file: that one goes to the upload. */
final class StreamedJson {

  private static final String FIELD = "media.base64";
  private static final JsonPointer FILE = JsonPointer.compile("/media/base64");

  private StreamedJson() {}

  static JsonNode read(ObjectMapper mapper, JsonParser parser, UploadedFile upload)
      throws IOException {
    try (TokenBuffer buffer = new TokenBuffer(parser)) {
      long charactersOfFiles = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && isFile(parser)) {
          long before = parser.currentTokenLocation().getCharOffset();
          buffer.writeString(upload.keep(out -> new Base64Text(FIELD).decode(parser, out)));
          charactersOfFiles += parser.currentLocation().getCharOffset() - before;
        } else {
          buffer.copyCurrentEvent(parser);
        }
        if (parser.currentLocation().getCharOffset() - charactersOfFiles > RequestBody.MAX_BYTES) {
          throw Problem.bodyTooLarge().exception();
        }
      }
      JsonNode root = mapper.readTree(buffer.asParser());
      if (root == null || root.isMissingNode()) {
        throw Problem.malformedJson("It is empty.").exception();
      }
      return root;
    }
  }

  private static boolean isFile(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().equals(FILE);
  }
}
