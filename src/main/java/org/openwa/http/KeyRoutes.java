package org.openwa.http;

import static org.openwa.http.Endpoint.delete;
import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Location;
import org.openwa.access.ApiKey;
import org.openwa.access.FixedKey;
import org.openwa.access.KeyText;
import org.openwa.access.Role;

/** {@code /api/keys}: who may use the API. What makes a key one is shown when it is made. */
final class KeyRoutes {

  private static final String ALL = "/api/keys";
  private static final String ONE = ALL + "/{keyId}";
  private static final String KEY = "keyId";

  private final AccessDesk desk;

  KeyRoutes(AccessDesk desk) {
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get(ALL, Role.ADMIN, _ -> list()),
        post(ALL, Role.ADMIN, this::create),
        get(ONE, Role.ADMIN, this::show),
        delete(ONE, Role.ADMIN, this::revoke));
  }

  /** The key of the settings comes first: it is an admin that always remains. */
  private CompletionStage<HttpResponse> list() {
    return desk.table()
        .list()
        .thenApply(keys -> {
          List<KeyJson> shown = new ArrayList<>();
          shown.add(KeyJson.OF_SETTINGS);
          keys.forEach(key -> shown.add(KeyJson.of(key)));
          return Answers.list(shown, shown.size(), Optional.empty());
        });
  }

  private CompletionStage<HttpResponse> create(Call call) {
    KeyText text = KeyText.mint(desk.random());
    ApiKey key =
        KeyBody.read(
            call.body(), text.id(), call.caller().orElseThrow().name(), desk.clock().instant());
    return desk.table()
        .add(key, text)
        .thenApply(added -> {
          if (!added) {
            throw AccessProblem.tooManyKeys().exception();
          }
          return Answers.json(201, KeyJson.Minted.of(key, text))
              .addHeader(Location.create(ALL + "/" + key.id()));
        });
  }

  private CompletionStage<HttpResponse> show(Call call) {
    String id = id(call);
    return id.equals(FixedKey.ID)
        ? CompletableFuture.completedStage(Answers.json(200, KeyJson.OF_SETTINGS))
        : desk.table()
            .find(id)
            .thenApply(found ->
                Answers.json(
                    200,
                    KeyJson.of(found.orElseThrow(() -> AccessProblem.keyNotFound().exception()))));
  }

  private CompletionStage<HttpResponse> revoke(Call call) {
    String id = id(call);
    if (id.equals(FixedKey.ID)) {
      throw AccessProblem.lastAdmin().exception();
    }
    return desk.table()
        .remove(id)
        .thenApply(removed -> {
          desk.changed().run();
          if (!removed) {
            throw AccessProblem.keyNotFound().exception();
          }
          return Answers.nothing();
        });
  }

  private static String id(Call call) {
    String id = Objects.requireNonNull(call.path().get(KEY));
    if (!id.equals(FixedKey.ID) && !KeyText.ID.matcher(id).matches()) {
      throw AccessProblem.keyNotFound().exception();
    }
    return id;
  }
}
