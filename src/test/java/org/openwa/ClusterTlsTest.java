package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.ClusterNode;
import org.openwa.testing.ConnectedBrowsers;
import org.openwa.testing.Databases;

/** Nodes with the certificates that our own script makes. */
class ClusterTlsTest {

  private static final int SEED = 21670;

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();

  @Test
  void nodesWithCertificatesOfOneAuthorityFormAClusterAndOneWithoutStaysOutside() throws Exception {
    makeCertificates();

    try (ClusterNode first = node(0, certificate("127.0.0.1"));
        ClusterNode second = node(1, certificate("localhost"));
        ClusterNode stranger = node(2, Map.of())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> first.get("/api/cluster").json().path("nodes").size() == 2);
      assertThat(second.get("/api/cluster").json().path("nodes")).hasSize(2);
      assertThat(stranger.get("/health/ready").status()).isEqualTo(503);
    }
  }

  private void makeCertificates() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(
                "scripts/cluster-certificates", folder.toString(), "127.0.0.1", "localhost")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("script.log").toFile())
            .start();
    assertThat(script.waitFor()).isZero();
  }

  private Map<String, Object> certificate(String host) {
    return Map.of(
        "openwa.cluster.tls.certificate", folder.resolve(host + ".pem").toString(),
        "openwa.cluster.tls.key", folder.resolve(host + ".key").toString(),
        "openwa.cluster.tls.authority", folder.resolve("authority.pem").toString());
  }

  private ClusterNode node(int number, Map<String, Object> more) {
    return ClusterNode.start(
        "node-" + number,
        SEED + number,
        SEED,
        database,
        folder.resolve("node-" + number),
        new ConnectedBrowsers(),
        more);
  }
}
