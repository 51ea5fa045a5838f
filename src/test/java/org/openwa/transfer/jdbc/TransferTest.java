package org.openwa.transfer.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.Databases;
import org.openwa.transfer.Secrecy;
import org.openwa.transfer.Summary;
import org.openwa.transfer.TransferException;

/** Exports of one database, read into another one, of either kind. */
class TransferTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
  private static final String BODY = "Zoë said \"hi\" to 日本 😀\n\u2028second line, and a \\ too";

  private final List<Database> opened = new ArrayList<>();

  @AfterEach
  void closeDatabases() {
    opened.forEach(Database::close);
  }

  private static Stream<Arguments> pairs() {
    return Databases.kinds().flatMap(from -> Databases.kinds().map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyRowOfEveryTableArrives(Supplier<DatabaseSettings> from, Supplier<DatabaseSettings> to)
      throws Exception {
    Database source = filled(from.get());
    Database target = empty(to.get());

    Summary read = load(target, export(source), false);

    Map<String, List<String>> arrived = contents(target);
    assertThat(arrived).isEqualTo(contents(source));
    assertThat(arrived.values()).noneMatch(List::isEmpty);
    assertThat(read.rows()).containsEntry("message", 2L).containsEntry("event_journal", 1L);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void rowsThatAreAddedLaterAreNumberedBehindThoseThatCameIn(
      Supplier<DatabaseSettings> from, Supplier<DatabaseSettings> to) throws Exception {
    Database target = empty(to.get());
    load(target, export(filled(from.get())), false);

    done(
        target,
        "INSERT INTO message (session_id, id, chat_id, sender, recipient, from_me, type, status,"
            + " wa_timestamp, created_at) SELECT session_id, 'new', chat_id, sender, recipient,"
            + " from_me, type, status, wa_timestamp, created_at FROM message WHERE id = 'm1'");

    assertThat(numbers(target, "SELECT position FROM message WHERE id = 'new'"))
        .containsExactly(1001L);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void leasesAreFreeAndKeepTheirEpoch(
      Supplier<DatabaseSettings> from, Supplier<DatabaseSettings> to) throws Exception {
    Database source = filled(from.get());
    done(source, "UPDATE lease SET expires_at = CURRENT_TIMESTAMP + INTERVAL '1' HOUR");
    Database target = empty(to.get());

    load(target, export(source), false);

    assertThat(numbers(target, "SELECT epoch FROM lease WHERE expires_at IS NULL"))
        .containsExactly(41L);
  }

  @ParameterizedTest
  @MethodSource("org.openwa.testing.Databases#kinds")
  void aDatabaseThatIsNotEmptyIsReplacedOnlyWhenThatIsAskedFor(Supplier<DatabaseSettings> kind)
      throws Exception {
    Database source = filled(kind.get());
    Database target = filled(kind.get());
    done(target, "UPDATE message SET body = 'another'");
    byte[] export = export(source);

    assertThatThrownBy(() -> load(target, export, false))
        .hasRootCauseInstanceOf(TransferException.class)
        .hasMessageContaining("not empty");
    assertThat(contents(target)).isNotEqualTo(contents(source));
    load(target, export, true);

    assertThat(contents(target)).isEqualTo(contents(source));
  }

  @ParameterizedTest
  @MethodSource("org.openwa.testing.Databases#kinds")
  void anExportSeesOneMomentWhileOthersWrite(Supplier<DatabaseSettings> kind) throws Exception {
    Database source = filled(kind.get());
    Database target = empty(Databases.h2());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Each write of the export is followed by one of somebody else, in tables early and late.
    OutputStream busy =
        new OutputStream() {
          private int count;

          @Override
          public void write(int b) {
            throw new AssertionError("only whole lines are written");
          }

          @Override
          public void write(byte[] line, int from, int length) {
            bytes.write(line, from, length);
            count++;
            done(source, "DELETE FROM profile_part WHERE position > 0");
            done(source, "UPDATE webhook SET url = 'https://changed.example/" + count + "'");
            done(source, "UPDATE message SET body = 'changed " + count + "'");
          }

          @Override
          public void write(byte[] line) {
            write(line, 0, line.length);
            bytes.write('\n');
          }
        };

    new DatabaseExport(source, "0.1.0", new Reversed(), NOON)
        .write(new Lines(busy))
        .toCompletableFuture()
        .get();

    load(target, bytes.toByteArray(), false);
    assertThat(contents(target)).isEqualTo(contents(filled(kind.get())));
  }

  @Test
  void secretsAreNotInTheFile() throws Exception {
    String export = new String(export(filled(Databases.h2())), StandardCharsets.UTF_8);

    assertThat(export).doesNotContain("whsec_").doesNotContain("Bearer").contains("cba_ceshw");
  }

  @Test
  void anExportThatIsCutOffAnywhereChangesNothing() throws Exception {
    byte[] export = export(filled(Databases.h2()));
    Database target = filled(Databases.h2());
    Map<String, List<String>> before = contents(target);

    for (int length = 0; length < export.length - 1; length += 97) {
      byte[] part = Arrays.copyOf(export, length);
      assertThatThrownBy(() -> load(target, part, true)).hasRootCauseInstanceOf(Exception.class);
    }

    assertThat(contents(target)).isEqualTo(before);
  }

  @Test
  void anExportWithOneOtherByteAnywhereChangesNothing() throws Exception {
    byte[] export = export(filled(Databases.h2()));
    Database target = filled(Databases.h2());
    Map<String, List<String>> before = contents(target);

    for (int at = 0; at < export.length - 1; at += 97) {
      byte[] other = export.clone();
      other[at] ^= 1;
      assertThatThrownBy(() -> load(target, other, true)).hasRootCauseInstanceOf(Exception.class);
    }

    assertThat(contents(target)).isEqualTo(before);
  }

  @Test
  void anExportOfALaterSchemaIsRefused() throws Exception {
    String export = new String(export(filled(Databases.h2())), StandardCharsets.UTF_8);
    Database target = empty(Databases.h2());
    byte[] later =
        export
            .replaceFirst("\"schema\":\"[0-9]+\"", "\"schema\":\"999\"")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> load(target, later, false)).hasMessageContaining("newer than this");
  }

  @Test
  void whatIsNoExportIsRefused() {
    Database target = empty(Databases.h2());

    for (String text : List.of("", "{}", "PK\u0003", "{\"export\":\"openwa\",\"format\":2}\n")) {
      assertThatThrownBy(() -> load(target, text.getBytes(StandardCharsets.UTF_8), false))
          .hasRootCauseInstanceOf(Exception.class)
          .hasMessageContaining("export");
    }
  }

  @Test
  void aDatabaseThatANodeIsConnectedToIsLeftAlone() throws Exception {
    DatabaseSettings settings = Databases.postgresql();
    byte[] export = export(filled(Databases.h2()));
    Database node = Database.open(settings, "0.1.0");
    opened.add(node);

    assertThatThrownBy(() -> load(command(settings), export, false))
        .hasMessageContaining("stop all nodes");
    node.close();

    assertThat(load(command(settings), export, false).total()).isPositive();
  }

  /** Passes whole lines on: what the export writes is small, and buffered nowhere. */
  private static final class Lines extends OutputStream {

    private final OutputStream out;

    Lines(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      // The line break, which comes along with the line.
    }

    @Override
    public void write(byte[] line) throws IOException {
      out.write(line);
    }
  }

  /** Seals so that a test can see it. */
  private static final class Reversed implements Secrecy {

    @Override
    public String seal(String table, String column, String plain) {
      return new StringBuilder(plain).reverse().toString();
    }

    @Override
    public String open(String table, String column, String sealed) {
      return seal(table, column, sealed);
    }
  }

  private Database empty(DatabaseSettings settings) {
    Database.open(settings, "0.1.0").close();
    return command(settings);
  }

  private Database command(DatabaseSettings settings) {
    Database database = Database.asItIs(settings);
    opened.add(database);
    return database;
  }

  /** Rows in every table that travels. */
  private Database filled(DatabaseSettings settings) {
    Database database = empty(settings);
    String time = "TIMESTAMP WITH TIME ZONE '2026-01-31 12:00:00.123456+00'";
    database
        .execute(handle -> {
          for (Table table : Tables.of(handle)) {
            for (int row = 1; row <= 2; row++) {
              if (row == 1
                  || table.name().equals("message")
                  || table.name().equals("profile_part")) {
                insert(handle, table, row, time);
              }
            }
          }
        })
        .toCompletableFuture()
        .join();
    done(database, "UPDATE webhook SET secret = 'whsec_abc', headers = '{\"a\":\"Bearer x\"}'");
    done(database, "UPDATE lease SET epoch = 41");
    return database;
  }

  private static void insert(Handle handle, Table table, int row, String time) {
    List<String> values = new ArrayList<>();
    for (Table.Column column : table.columns()) {
      values.add(
          switch (column.kind()) {
            case TEXT -> column.name().equals("body") ? ":body" : text(column.name(), row);
            case NUMBER -> Integer.toString(column.counted() ? 998 + row : number(column, row));
            case TRUTH -> "TRUE";
            case TIME -> column.name().equals("finished_at") ? "NULL" : time;
            case BYTES -> ":bytes";
          });
    }
    handle
        .createUpdate(
            "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                    table.name(),
                    String.join(", ", table.columnNames()),
                    String.join(", ", values)))
        .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
        .bind("body", BODY)
        .bind("bytes", new byte[] {0, -1, (byte) row, 127, -128})
        .execute();
  }

  private static int number(Table.Column column, int row) {
    return column.name().equals("event_id") ? 999 : row;
  }

  /** Short enough for every column; what refers to another row names it. */
  private static String text(String column, int row) {
    return switch (column) {
      case "id" -> "'m" + row + "'";
      case "bulk_id" -> "'m1'";
      case "session_id" -> "'m1'";
      default -> "'x" + row + "'";
    };
  }

  private static byte[] export(Database database) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DatabaseExport(database, "0.1.0", new Reversed(), NOON)
        .write(bytes)
        .toCompletableFuture()
        .get();
    return bytes.toByteArray();
  }

  private static Summary load(Database database, byte[] export, boolean overwrite)
      throws Exception {
    return new DatabaseImport(database, new Reversed())
        .read(new ByteArrayInputStream(export), overwrite)
        .toCompletableFuture()
        .get();
  }

  private static Map<String, List<String>> contents(Database database) {
    return database
        .inTransaction(handle -> {
          Map<String, List<String>> contents = new TreeMap<>();
          for (Table table : Tables.of(handle)) {
            String query =
                "SELECT " + String.join(", ", table.columnNames()) + " FROM " + table.name();
            List<String> rows =
                handle
                    .createQuery(query.replace("expires_at", "NULL"))
                    .map((row, _) -> row(table, row))
                    .list();
            rows.sort(Comparator.naturalOrder());
            contents.put(table.name(), rows);
          }
          return contents;
        })
        .toCompletableFuture()
        .join();
  }

  private static String row(Table table, ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= table.columns().size(); i++) {
      Object value =
          switch (table.columns().get(i - 1).kind()) {
            case TEXT -> row.getString(i);
            case NUMBER -> row.getLong(i);
            case TRUTH -> row.getBoolean(i);
            case TIME -> row.getObject(i) == null ? "null" : row.getTimestamp(i).toInstant();
            case BYTES -> Arrays.toString(row.getBytes(i));
          };
      values.add(value);
    }
    return values.toString();
  }

  private static List<Long> numbers(Database database, String query) {
    return database
        .inTransaction(handle -> handle.createQuery(query).mapTo(Long.class).list())
        .toCompletableFuture()
        .join();
  }

  private static void done(Database database, String statement) {
    database.execute(handle -> handle.execute(statement)).toCompletableFuture().join();
  }
}
