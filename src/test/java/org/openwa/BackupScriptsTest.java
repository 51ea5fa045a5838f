package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.vault.VaultKeys;

/** Backup and restore where something goes wrong. No node runs. */
class BackupScriptsTest {

  private static final String BACKUP = "scripts/backup.sh";
  private static final String RESTORE = "scripts/restore.sh";
  private static final String SECRET = "whsec_this-is-secret";

  @TempDir private Path folder;

  private Path data;
  private Path backups;
  private Script script;

  @BeforeEach
  void fillInstallation() throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
    backups = folder.resolve("backups");
    VaultKeys.readOrMake(data.resolve("vault-key"), new SecureRandom());
    Files.createDirectories(data.resolve("media/default"));
    Files.writeString(data.resolve("media/default/a-picture"), "a picture");
    Files.writeString(data.resolve("api-key"), NodeProcess.KEY);
    webhook("https://before.example/");
    script = Script.forData(folder, data);
  }

  /** Changes the installation, so that one can see what a restore brings back. */
  private void webhook(String url) {
    try (Database database = database()) {
      database
          .execute(handle -> {
            handle.execute("DELETE FROM webhook");
            handle.execute(
                "INSERT INTO webhook (id, url, events, filters, headers, secret, enabled,"
                    + " delivery_order, created_at, updated_at) VALUES ('w', ?, '*', '{}', '{}', ?,"
                    + " TRUE, 'STRICT', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)",
                url,
                SECRET);
          })
          .toCompletableFuture()
          .join();
    }
  }

  private String restoredWebhook() {
    try (Database database = database()) {
      return database
          .inTransaction(handle ->
              handle.select("SELECT url || secret FROM webhook").mapTo(String.class).one())
          .toCompletableFuture()
          .join();
    }
  }

  private Database database() {
    return Database.open(
        new DatabaseSettings(
            DatabaseSettings.Adapter.H2, DatabaseSettings.h2File(data), "sa", "", 2),
        Version.current());
  }

  @Test
  void aUsedInstallationIsRestoredAndWhatWasReplacedIsKept() throws Exception {
    var backup = script.with("BACKUP_MEDIA", "true").run(BACKUP);
    assertThat(backup.code()).as(backup.output()).isZero();
    webhook("https://after.example/");
    Files.delete(data.resolve("media/default/a-picture"));

    var restore = script.run(RESTORE, "--yes", backup.lastLine());

    assertThat(restore.code()).as(restore.output()).isZero();
    assertThat(restoredWebhook()).isEqualTo("https://before.example/" + SECRET);
    assertThat(data.resolve("media/default/a-picture")).hasContent("a picture");
    assertThat(below(data)).anyMatch(file -> file.matches("replaced-.*/openwa.mv.db"));
    assertThat(below(data)).noneMatch(file -> file.contains(".restore"));
  }

  @Test
  void anArchiveHoldsNoSecretAndNoKeyAndIsFoundWhereTheRunbookLooks() throws Exception {
    var backup = script.run(BACKUP);

    Path archive = Path.of(backup.lastLine());
    assertThat(archive.getFileName().toString()).matches("[0-9]{8}-[0-9]{6}\\.tar\\.gz");
    assertThat(archive.getParent()).isEqualTo(backups);
    assertThat(Files.getPosixFilePermissions(archive)).hasSize(2);
    String day = archive.getFileName().toString().substring(0, 8);
    assertThat(backups.resolve(day).resolve(archive.getFileName())).exists();
    var unpacked = script.run("tar", "-xzOf", archive.toString());
    String vaultKey = Files.readString(data.resolve("vault-key")).lines().toList().getLast();
    assertThat(unpacked.output())
        .contains("https://before.example/")
        .doesNotContain(SECRET)
        .doesNotContain(NodeProcess.KEY)
        .doesNotContain(vaultKey.split(" ", -1)[1]);
  }

  @Test
  void onlyOldArchivesOfItsOwnAreDeletedAndOnlyAfterAGoodBackup() throws Exception {
    Path old = aged("20200101-000000.tar.gz", 31);
    Path young = aged("20200102-000000.tar.gz", 29);
    Path foreign = aged("photos.tar.gz", 400);

    var failed = script.with("OPENWA_VAULT_KEY_FILE", "/nonexistent/key").run(BACKUP);

    assertThat(failed.code()).as(failed.output()).isEqualTo(1);
    assertThat(failed.output()).contains("Nothing was deleted");
    assertThat(List.of(old, young, foreign)).allMatch(Files::exists);
    assertThat(script.run(BACKUP).code()).isZero();
    assertThat(old).doesNotExist();
    assertThat(List.of(young, foreign)).allMatch(Files::exists);
  }

  @Test
  void whereNoMoreCanBeWrittenThereIsNoArchiveAndNothingIsLeft() throws Exception {
    byte[] large = new byte[3_000_000];
    new SecureRandom().nextBytes(large);
    Files.write(data.resolve("media/default/large"), large);
    Path old = aged("20200101-000000.tar.gz", 31);

    // No file may become larger than this, as on a disk that is full.
    var backup =
        script
            .with("BACKUP_MEDIA", "true")
            .run("bash", "-c", "trap '' XFSZ; ulimit -f 1000; " + BACKUP);

    assertThat(backup.code()).as(backup.output()).isEqualTo(1);
    assertThat(backup.output()).contains("the archive could not be written");
    assertThat(below(backups)).containsExactlyInAnyOrder(".lock", old.getFileName().toString());
  }

  @Test
  void aBackupThatIsInterruptedLeavesNothing() throws Exception {
    Path output = folder.resolve("output");
    Process backup = script.start(output, BACKUP);
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(output).contains("[1/5]"));

    backup.destroy();

    assertThat(backup.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(backup.exitValue()).isEqualTo(143);
    assertThat(below(backups)).containsExactly(".lock");
  }

  @Test
  void nothingIsTouchedWithADamagedArchiveAnotherKeyOrWithoutAYes() throws Exception {
    Path archive = Path.of(script.run(BACKUP).lastLine());
    webhook("https://after.example/");
    List<String> before = below(data);

    for (double place : new double[] {0.3, 0.9}) {
      Path damaged = Files.copy(archive, folder.resolve("damaged-" + place));
      try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
        file.seek((long) (file.length() * place));
        int old = file.read();
        file.seek((long) (file.length() * place));
        file.write(old ^ 0x55);
      }
      assertRefused(script.run(RESTORE, "--yes", damaged.toString()));
    }
    Path cut = folder.resolve("cut");
    Files.write(cut, Files.readAllBytes(archive));
    try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertRefused(script.run(RESTORE, "--yes", cut.toString()));
    Path other = folder.resolve("other-key");
    VaultKeys.readOrMake(other, new SecureRandom());
    Path fresh = folder.resolve("fresh");
    Script elsewhere = script.with("OPENWA_DATA_DIR", fresh.toString());
    assertRefused(script.run(RESTORE, "--yes", "--key-file", other.toString(), archive.toString()));
    assertRefused(elsewhere.run(RESTORE, "--yes", archive.toString()));
    assertRefused(script.run(RESTORE, archive.toString()));

    assertThat(below(data)).isEqualTo(before);
    assertThat(below(fresh)).isEmpty();
    assertThat(restoredWebhook()).startsWith("https://after.example/");
  }

  @Test
  void wrongArgumentsAreExplained() throws Exception {
    assertThat(script.run(BACKUP, "x").code()).isEqualTo(2);
    assertThat(script.run(RESTORE).code()).isEqualTo(2);
    assertThat(script.run(RESTORE, "--unknown", "x").output()).contains("usage:");
  }

  private static void assertRefused(Script.Outcome outcome) {
    assertThat(outcome.code()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).contains("Nothing was changed.");
  }

  private Path aged(String name, int days) throws IOException {
    Files.createDirectories(backups);
    Path file = Files.writeString(backups.resolve(name), "an archive");
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofDays(days).plusHours(25))));
    return file;
  }

  private static List<String> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
