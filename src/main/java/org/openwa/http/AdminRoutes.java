package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.trigger;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.openwa.access.Role;

/** {@code /api/admin/...} */
final class AdminRoutes {

  private static final ContentType LINES_OF_JSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "x-ndjson", HttpCharsets.UTF_8, Map.of(), false));

  private final AdminDesk admin;

  AdminRoutes(AdminDesk admin) {
    this.admin = admin;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get("/api/admin/export", Role.ADMIN, _ -> stream(LINES_OF_JSON, admin::export)),
        get("/api/admin/schema", Role.ADMIN, _ -> schema()),
        trigger("/api/admin/vault/list", Role.ADMIN, _ -> vault(AdminDesk.VaultTask.LIST)),
        trigger("/api/admin/vault/verify", Role.ADMIN, _ -> vault(AdminDesk.VaultTask.VERIFY)),
        trigger("/api/admin/vault/rewrap", Role.ADMIN, _ -> vault(AdminDesk.VaultTask.REWRAP)));
  }

  private CompletionStage<HttpResponse> schema() {
    return CompletableFuture.supplyAsync(admin::schema, admin.blocking())
        .thenApply(schema -> Answers.json(200, schema));
  }

  private CompletionStage<HttpResponse> vault(AdminDesk.VaultTask task) {
    return stream(
        ContentTypes.TEXT_PLAIN_UTF8,
        out -> {
          PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
          boolean well = admin.vault(task, lines);
          lines.println(well ? AdminDesk.WELL : AdminDesk.TROUBLED);
        });
  }

  private CompletionStage<HttpResponse> stream(ContentType type, WrittenAnswer.Writing writing) {
    return CompletableFuture.completedStage(WrittenAnswer.of(type, writing, admin.blocking()));
  }
}
