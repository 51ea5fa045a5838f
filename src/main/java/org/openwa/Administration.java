package org.openwa;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.Schema;
import org.openwa.http.AdminDesk;

/** Does on a running node what commands do on a database that nobody has open. */
record Administration(Settings settings, Database database, Executor blocking)
    implements AdminDesk {

  @Override
  public void export(OutputStream out) throws IOException {
    Transfer.write(settings, database, out);
  }

  @Override
  public boolean vault(VaultTask task, PrintStream out) {
    return new VaultReport(settings, database, out).run(task);
  }

  @Override
  public SchemaRow schema() {
    Schema schema = database.schema();
    return new SchemaRow(
        Version.current(),
        database.adapter().name().toLowerCase(Locale.ROOT),
        schema.version().orElse(null),
        schema.oldestProgram().orElse(null),
        schema.pending().stream().map(step -> step.version() + " " + step.description()).toList());
  }
}
