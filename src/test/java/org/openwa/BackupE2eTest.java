package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that was made while a real session ran, on a machine that has nothing else. */
@Tag("e2e")
class BackupE2eTest {

  private static final String WEBHOOKS = LinkedNode.SESSION + "/webhooks";
  private static final String ALL_MESSAGES = LinkedNode.MESSAGES + "?limit=200";

  @TempDir private Path folder;

  @Test
  void aFreshInstallationHasEverySessionConnectedEveryMessageAndEveryWebhook() throws Exception {
    Map<String, String> saveSoon =
        Map.of("OPENWA_VAULT_SETTLE_TIME", "1s", "OPENWA_VAULT_INTERVAL", "1s");
    try (LinkedNode linked = LinkedNode.start(folder, LinkedNode.Storage.H2, saveSoon)) {
      linked.link();
      linked.friendWrites("first");
      linked.send("second");
      await()
          .atMost(LinkedNode.PATIENCE)
          .untilAsserted(() -> {
            assertThat(linked.get(ALL_MESSAGES)).hasSize(2);
            assertThat(linked.get(LinkedNode.SESSION).path("profile").path("version").isNumber())
                .isTrue();
          });
      var messages = linked.get(ALL_MESSAGES);
      var webhooks = linked.get(WEBHOOKS);
      Script here = Script.forData(folder, linked.data());
      String port = Integer.toString(linked.api().url().getPort());

      var backup = here.with("OPENWA_PORT", port).run("scripts/backup.sh");

      assertThat(backup.code()).as(backup.output()).isZero();
      assertThat(linked.get(LinkedNode.SESSION).path("status").asText()).isEqualTo("CONNECTED");
      linked.crash();
      Path key = Files.move(linked.data().resolve("vault-key"), folder.resolve("kept-key"));
      Path fresh = folder.resolve("fresh");
      var restore =
          here.with("OPENWA_DATA_DIR", fresh.toString())
              .run("scripts/restore.sh", "--yes", "--key-file", key.toString(), backup.lastLine());
      assertThat(restore.code()).as(restore.output()).isZero();
      linked.startNodeOn(fresh);
      linked.awaitStatus("CONNECTED");
      assertThat(linked.scans()).isEqualTo(1);
      assertThat(linked.get(ALL_MESSAGES)).isEqualTo(messages);
      assertThat(linked.get(WEBHOOKS)).isEqualTo(webhooks);
      assertThat(linked.send("third").status()).isEqualTo(201);
      await()
          .atMost(LinkedNode.PATIENCE)
          .until(() ->
              linked.received("message.sent").stream()
                  .anyMatch(data -> data.toString().contains("third")));
    }
  }
}
