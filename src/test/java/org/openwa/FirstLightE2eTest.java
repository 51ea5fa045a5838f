package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.LinkedNode.MESSAGES;
import static org.openwa.LinkedNode.PATIENCE;
import static org.openwa.LinkedNode.SESSION;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openwa.LinkedNode.Storage;

/** A session's life as its users see it, on both databases. */
@Tag("e2e")
@ParameterizedClass
@EnumSource(Storage.class)
class FirstLightE2eTest {

  private static final Duration NOTICE = Duration.ofSeconds(10);

  private final Storage storage;

  @TempDir private Path folder;

  private LinkedNode program;

  FirstLightE2eTest(Storage storage) {
    this.storage = storage;
  }

  @BeforeEach
  void link() throws Exception {
    program = LinkedNode.start(folder, storage);
    program.link();
  }

  @AfterEach
  void stop() {
    program.close();
  }

  @Test
  void aLinkedSessionSendsAndReceivesAndSurvivesARestartAndACrash() throws Exception {
    sendsAndReceives("first");
    takesMemoryAndSaysSo();
    int restarted = program.api().post(SESSION + "/restart", "").status();
    program.awaitStatus("INITIALIZING");
    program.awaitStatus("CONNECTED");
    sendsAndReceives("restarted");
    program.crash();
    program.startNodeAgain();
    program.awaitStatus("CONNECTED");
    sendsAndReceives("crashed");

    assertThat(restarted).isEqualTo(202);
    assertThat(program.scans()).isEqualTo(1);
    assertThat(program.get(MESSAGES)).hasSize(6);
  }

  @Test
  void aPageThatCrashesIsNoticedInTimeAndComesBackByItself() throws Exception {
    program.phone("POST", "/faults", Map.of("crash", true));

    await()
        .atMost(NOTICE)
        .untilAsserted(() -> assertThat(session().at("/stats/reconnects").asInt()).isEqualTo(1));
    program.awaitStatus("CONNECTED");
    sendsAndReceives("crashed");
    assertThat(program.scans()).isEqualTo(1);
  }

  @Test
  void aNodeThatIsTerminatedClosesItsBrowsersAndComesBack() throws Exception {
    program.stopNode();
    List<ProcessHandle> left = program.browsers();
    program.startNodeAgain();
    program.awaitStatus("CONNECTED");

    assertThat(left).isEmpty();
    assertThat(program.scans()).isEqualTo(1);
  }

  @Test
  void aSessionThatThePhoneUnlinksShowsANewCodeAfterAStart() throws Exception {
    program.phone("POST", "/unlink", Map.of());
    program.awaitStatus("LOGGED_OUT");
    int send = program.send("too late").status();
    program.api().post(SESSION + "/start", "");
    program.awaitStatus("SCAN_QR");

    assertThat(send).isEqualTo(409);
    assertThat(session().path("phone").isNull()).isTrue();
  }

  @Test
  void aNumberThatNobodyUsesIsRefusedAndADeletedSessionCanBeMadeAgain() throws Exception {
    NodeProcess.Answer nobody =
        program.post(MESSAGES, Map.of("phone", "0000000000", "type", "text", "body", "hello"));

    int deleted = program.api().delete(SESSION).status();

    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.json().path("code").asText()).isEqualTo("NUMBER_NOT_ON_WHATSAPP");
    assertThat(deleted).isEqualTo(204);
    await()
        .atMost(PATIENCE)
        .until(() -> !folder.resolve("data/profiles/default").toFile().exists());
    assertThat(program.phone("GET", "", Map.of()).path("linked")).isEmpty();
    program.post("/api/sessions", Map.of("id", "default"));
    program.awaitStatus("SCAN_QR");
  }

  /** The limit is lower than what any browser takes. */
  private void takesMemoryAndSaysSo() {
    JsonNode told = program.awaitEvent("session.memory");
    JsonNode cleared = program.api().post("/api/cache/clear", "").json();
    JsonNode memory = program.get("/api/metrics/memory").at("/sessions/0");

    assertThat(told.path("pssBytes").asLong()).isGreaterThan(told.path("limitBytes").asLong());
    assertThat(told.path("recycled").asBoolean()).isFalse();
    assertThat(memory.path("pssBytes").asLong()).isBetween(100_000_000L, 2_000_000_000L);
    assertThat(memory.path("jsHeapUsedBytes").asLong()).isGreaterThan(1_000_000);
    assertThat(memory.path("processes").asInt()).isGreaterThan(5);
    assertThat(memory.at("/roles/renderer").asLong()).isPositive();
    assertThat(cleared.at("/nodes/0/entries").asInt()).isEqualTo(2);
    assertThat(cleared.at("/nodes/0/failed").asInt()).isZero();
  }

  private JsonNode session() {
    return program.get(SESSION);
  }

  private void sendsAndReceives(String word) throws Exception {
    NodeProcess.Answer sent = program.send(word + " out");
    program.friendWrites(word + " in");

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.json().path("status").asText()).isEqualTo("SENT");
    assertThat(program.oracle())
        .filteredOn(message -> message.path("id").equals(sent.json().path("id")))
        .singleElement()
        .satisfies(message -> assertThat(message.path("sends").asInt()).isEqualTo(1));
    await().atMost(PATIENCE).until(() -> program.api().get(MESSAGES).body().contains(word + " in"));
  }
}
