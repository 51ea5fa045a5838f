package org.openwa.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an export, line by line, as JSON:
 *
 * <pre>
 *   {"export":"openwa","format":1,"program":...,"schema":...,"database":...,"writtenAt":...}
 *   {"table":"session","columns":["id","name"]}
 *   ["default","Front desk"]
 *   {"rows":1,"sha256":...}                           of the table's rows
 *   {"end":true,"tables":1,"rows":1,"sha256":...}     of everything above
 * </pre>
 *
 * <p>Bytes are base64, times ISO 8601. A file without its last line is none.
 */
public final class ExportWriter {

  static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream out;
  private final Origin origin;
  private final Checksum whole = new Checksum();
  private final Map<String, Long> rows = new LinkedHashMap<>();

  private Checksum table = new Checksum();
  private String name = "";
  private long count;

  /** Writes the head of the file. */
  public ExportWriter(OutputStream out, Origin origin) throws IOException {
    this.out = out;
    this.origin = origin;
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("export", "openwa");
    head.put("format", FORMAT);
    head.put("program", origin.program());
    head.put("schema", origin.schema());
    head.put("database", origin.database());
    head.put("writtenAt", origin.writtenAt().toString());
    line(head);
  }

  /** Begins a table; {@link #end} comes before the next one. */
  public void begin(String tableName, List<String> columns) throws IOException {
    name = tableName;
    count = 0;
    table = new Checksum();
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("table", tableName);
    head.put("columns", columns);
    line(head);
  }

  /** Texts, numbers, booleans and nulls, in the order of the columns. */
  public void row(List<@Nullable Object> values) throws IOException {
    table.add(line(values));
    count++;
  }

  /** Ends the table. */
  public void end() throws IOException {
    Map<String, Object> foot = new LinkedHashMap<>();
    foot.put("rows", count);
    foot.put("sha256", table.hex());
    line(foot);
    rows.put(name, count);
  }

  /** Makes the file complete. */
  public Summary finish() throws IOException {
    Summary summary = new Summary(origin, rows);
    Map<String, Object> foot = new LinkedHashMap<>();
    foot.put("end", true);
    foot.put("tables", rows.size());
    foot.put("rows", summary.total());
    foot.put("sha256", whole.hex());
    line(foot);
    out.flush();
    return summary;
  }

  private byte[] line(Object value) throws IOException {
    byte[] bytes = bytes(value);
    whole.add(bytes);
    out.write(bytes);
    out.write('\n');
    return bytes;
  }

  private static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no value of an export", e);
    }
  }
}
