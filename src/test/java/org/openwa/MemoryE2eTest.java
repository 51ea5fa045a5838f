package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.LinkedNode.MESSAGES;
import static org.openwa.LinkedNode.PATIENCE;
import static org.openwa.LinkedNode.SESSION;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.LinkedNode.Storage;

/** A limit that is lower than what any browser takes. */
@Tag("e2e")
class MemoryE2eTest {

  @TempDir private Path folder;

  @Test
  void aBrowserThatTakesTooMuchIsOpenedAnewOnceAndNothingIsLost() throws Exception {
    try (LinkedNode program =
        LinkedNode.start(folder, Storage.H2, Map.of("OPENWA_MEMORY_RECYCLE", "true"))) {
      program.link();
      long first = program.get(SESSION).path("epoch").asLong();

      JsonNode told = program.awaitEvent("session.memory");
      program.friendWrites("while it is away");
      await().atMost(PATIENCE).until(() -> program.get(SESSION).path("epoch").asLong() > first);
      program.awaitStatus("CONNECTED");
      int sent = program.send("after it").status();

      assertThat(told.path("recycled").asBoolean()).isTrue();
      assertThat(sent).isEqualTo(201);
      await()
          .atMost(PATIENCE)
          .until(() -> program.api().get(MESSAGES).body().contains("while it is away"));
      // The next browser takes too much too, but an hour has not passed.
      await().atMost(PATIENCE).until(() -> program.received("session.memory").size() == 2);
      assertThat(program.received("session.memory").getLast().path("recycled").asBoolean())
          .isFalse();
      assertThat(program.get(SESSION).path("epoch").asLong()).isEqualTo(first + 1);
      assertThat(program.scans()).isEqualTo(1);
    }
  }
}
