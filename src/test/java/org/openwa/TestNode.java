package org.openwa;

import com.typesafe.config.ConfigFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.access.FixedKey;
import org.openwa.config.Settings;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.SessionId;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionView;
import org.openwa.testing.MortalBrowsers;
import org.openwa.vault.VaultKeys;

/** A whole node in this JVM, with browsers that are none. */
final class TestNode implements AutoCloseable {

  static final String KEY = "test-key-test-key-test-key-test-key";

  private final Node node;
  private final MortalBrowsers.OfNode browsers;

  private TestNode(Node node, MortalBrowsers.OfNode browsers) {
    this.node = node;
    this.browsers = browsers;
  }

  /** A node that knows no others. */
  static TestNode alone(
      String name, Path folder, DatabaseSettings database, MortalBrowsers browsers) {
    return start(name, folder, database, browsers, Map.of());
  }

  /** A node of a cluster whose nodes listen at these ports; the first one makes it. */
  static TestNode of(
      String name,
      Path folder,
      DatabaseSettings database,
      MortalBrowsers browsers,
      int port,
      List<Integer> ports) {
    Map<String, Object> cluster = new HashMap<>();
    cluster.put("openwa.cluster.join", "seeds");
    cluster.put("openwa.cluster.host", "127.0.0.1");
    cluster.put("openwa.cluster.port", port);
    cluster.put(
        "openwa.cluster.seeds",
        String.join(",", ports.stream().map(seed -> "127.0.0.1:" + seed).toList()));
    return start(name, folder, database, browsers, cluster);
  }

  static TestNode start(
      String name,
      Path folder,
      DatabaseSettings database,
      MortalBrowsers browsers,
      Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("openwa.node", name);
    values.put("openwa.http.port", 0);
    values.put("openwa.metrics.enabled", false);
    values.put("openwa.data-dir", folder.resolve(name).toString());
    values.put("openwa.api-key", KEY);
    values.put("openwa.database.adapter", "postgresql");
    values.put("openwa.database.url", database.url());
    values.put("openwa.database.user", database.user());
    values.put("openwa.database.password", "");
    values.put("openwa.database.pool-size", 4);
    values.put("openwa.media.directory", folder.resolve("media").toString());
    Path vaultKey = folder.resolve("vault-key");
    VaultKeys.readOrMake(vaultKey, new SecureRandom());
    values.put("openwa.vault.key-file", vaultKey.toString());
    values.put("openwa.vault.settle-time", "100ms");
    Settings settings =
        Settings.from(ConfigFactory.parseMap(values).withFallback(ConfigFactory.load()));
    MortalBrowsers.OfNode own = browsers.ofNode();
    return new TestNode(Node.start(settings, own, FixedKey.of(KEY)), own);
  }

  Node node() {
    return node;
  }

  MortalBrowsers.OfNode browsers() {
    return browsers;
  }

  void create(SessionId session) {
    ask(
        session,
        (ActorRef<SessionReply> replyTo) ->
            new SessionCommand.Create("Test", SessionConfig.DEFAULT, true, replyTo));
  }

  SessionView view(SessionId session) {
    SessionReply reply = ask(session, SessionCommand.GetView::new);
    return switch (reply) {
      case SessionReply.Accepted(var view) -> view;
      case SessionReply.Refused refused -> throw new AssertionError(refused);
    };
  }

  <R> R ask(SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    CompletionStage<R> answer = node.sessions().ask(session, command);
    try {
      return answer.toCompletableFuture().get(45, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  String get(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(node.url().resolve(path)).header("X-API-Key", KEY).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  boolean isUp() {
    return get("/health/detailed").contains("this node is up");
  }

  /** Completes when the node has gone by itself. */
  boolean hasEndedWithin(Duration patience) {
    try {
      node.whenTerminated().toCompletableFuture().get(patience.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Override
  public void close() {
    node.close();
  }
}
