package org.openwa.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ExportWriter} wrote, line by line, and believes nothing before its checksum is
 * right: whoever takes the rows must be able to forget them until {@link #read} has returned.
 */
public final class ExportReader {

  /** Takes the contents. */
  public interface Rows {

    /** The first that is called, and once. */
    void origin(Origin origin);

    void begin(String table, List<String> columns);

    void row(List<JsonNode> values);

    void end();
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Rows NOTHING =
      new Rows() {
        @Override
        public void origin(Origin origin) {}

        @Override
        public void begin(String table, List<String> columns) {}

        @Override
        public void row(List<JsonNode> values) {}

        @Override
        public void end() {}
      };

  private final BufferedReader in;
  private final Rows rows;
  private final Checksum whole = new Checksum();
  private long lines;

  private ExportReader(InputStream in, Rows rows) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    this.rows = rows;
  }

  /**
   * Reads all of it.
   *
   * @throws TransferException where it is no export, one of a later program, damaged or cut off
   */
  public static Summary read(InputStream in, Rows rows) throws IOException {
    return new ExportReader(in, rows).all();
  }

  /**
   * Reads all of it, and keeps nothing.
   *
   * @throws TransferException as {@link #read} does
   */
  public static Summary examine(InputStream in) throws IOException {
    return read(in, NOTHING);
  }

  private Summary all() throws IOException {
    Origin origin = origin(next());
    rows.origin(origin);
    Map<String, Long> counts = new LinkedHashMap<>();
    while (true) {
      String before = whole.hex();
      JsonNode line = next();
      if (line.has("end")) {
        Summary summary = new Summary(origin, counts);
        require(
            line.path("sha256").asText().equals(before)
                && line.path("rows").asLong() == summary.total()
                && line.path("tables").asInt() == counts.size());
        require(in.readLine() == null);
        return summary;
      }
      counts.put(line.path("table").asText(), table(line));
    }
  }

  private static Origin origin(JsonNode head) {
    if (!head.path("export").asText().equals("openwa")) {
      throw new TransferException("this is not an export of OpenWA");
    }
    int format = head.path("format").asInt();
    if (format != ExportWriter.FORMAT) {
      throw new TransferException(
          "the export has format %d, and this program reads format %d: use the program that wrote it, version %s"
              .formatted(format, ExportWriter.FORMAT, head.path("program").asText()));
    }
    try {
      return new Origin(
          head.path("program").asText(),
          head.path("schema").asText(),
          head.path("database").asText(),
          Instant.parse(head.path("writtenAt").asText()));
    } catch (DateTimeParseException e) {
      throw new TransferException("the head of the export is damaged", e);
    }
  }

  private long table(JsonNode head) throws IOException {
    List<String> columns = new ArrayList<>();
    head.path("columns").forEach(column -> columns.add(column.asText()));
    require(head.path("table").isTextual() && !columns.isEmpty());
    rows.begin(head.path("table").asText(), columns);
    Checksum table = new Checksum();
    long count = 0;
    while (true) {
      byte[] bytes = line();
      JsonNode line = parsed(bytes);
      if (!line.isArray()) {
        require(
            line.path("rows").asLong(-1) == count
                && line.path("sha256").asText().equals(table.hex()));
        rows.end();
        return count;
      }
      require(line.size() == columns.size());
      table.add(bytes);
      count++;
      List<JsonNode> values = new ArrayList<>(columns.size());
      line.forEach(values::add);
      rows.row(values);
    }
  }

  private JsonNode next() throws IOException {
    return parsed(line());
  }

  private byte[] line() throws IOException {
    @Nullable String text = in.readLine();
    if (text == null) {
      throw new TransferException("the export is cut off after line " + lines);
    }
    lines++;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    whole.add(bytes);
    return bytes;
  }

  private JsonNode parsed(byte[] line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw lines == 1
          ? new TransferException("this is not an export of OpenWA", e)
          : new TransferException("the export is damaged in line " + lines, e);
    }
  }

  private void require(boolean right) {
    if (!right) {
      throw new TransferException(
          "the export is damaged: a checksum is wrong before or in line " + lines);
    }
  }
}
