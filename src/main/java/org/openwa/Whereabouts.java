package org.openwa;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openwa.config.Settings;
import org.openwa.database.DatabaseSettings;

/** {@code where}: where a node with these settings keeps what, for scripts. Tells no secret. */
final class Whereabouts {

  private static final String FILE = "jdbc:h2:file:";

  private Whereabouts() {}

  static Map<String, String> of(Settings settings) {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("adapter", settings.database().adapter().name().toLowerCase(Locale.ROOT));
    places.put("database", database(settings.database()));
    places.put("data", settings.dataDirectory().toString());
    places.put("media", settings.media().directory().toString());
    places.put("vault_key", settings.vault().keyFile().toAbsolutePath().toString());
    places.put("api_key", Main.keyFile(settings).toString());
    places.put("health", NodeClient.address(settings).resolve("/health").toString());
    return places;
  }

  /** H2's file; of PostgreSQL what an operator may see. */
  private static String database(DatabaseSettings database) {
    String url = database.url().split("[;?]", 2)[0];
    return url.startsWith(FILE) ? url.substring(FILE.length()) + ".mv.db" : url;
  }
}
