package org.openwa;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.Schema;

/** {@code migrate}: says what would be done to the schema, and does it. */
final class MigrateCommand {

  private final Settings settings;
  private final PrintStream out;

  MigrateCommand(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * @param only whether it only says it
   */
  void run(boolean only) throws IOException {
    switch (DatabaseAccess.of(settings)) {
      case DatabaseAccess.Here here -> {
        try (here) {
          migrate(here.database(), only);
        }
      }
      case DatabaseAccess.AtNode(NodeClient node) -> show(node.schema());
    }
  }

  private void migrate(Database database, boolean only) {
    Schema before = database.schema();
    say(
        Version.current(),
        database.adapter().name().toLowerCase(Locale.ROOT),
        before.version(),
        before.oldestProgram());
    before
        .pending()
        .forEach(step -> out.println("to do     V" + step.version() + " " + step.description()));
    if (before.pending().isEmpty()) {
      out.println("nothing to do");
    } else if (only) {
      out.println("nothing was done");
    } else {
      database.migrate(Version.current());
      out.println("done      schema " + database.schema().version().orElse("none"));
    }
  }

  private void show(JsonNode node) {
    say(
        node.path("program").asText(),
        node.path("database").asText(),
        Optional.ofNullable(node.path("schema").textValue()),
        Optional.ofNullable(node.path("oldestProgram").textValue()));
    out.println("nothing to do: a node runs on it, and migrated it when it started");
  }

  private void say(
      String program, String database, Optional<String> schema, Optional<String> oldest) {
    out.println("program   " + program);
    out.println("database  " + database);
    out.println(
        "schema    "
            + schema.orElse("none yet")
            + oldest.map(version -> ", for programs from version " + version).orElse(""));
  }
}
