package org.openwa.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The Dockerfile against the folder that it is built from. That the launcher works in a folder that
 * holds what the image holds, through a link and as the process that gets the signals, is tested
 * with the launcher.
 */
class ImageTest {

  private List<String> lines;

  @BeforeEach
  void read() throws Exception {
    String joined = Files.readString(Path.of("Dockerfile")).replaceAll("\\\\\\n\\s*", " ");
    lines = joined.lines().map(String::strip).toList();
  }

  @Test
  void everythingThatIsCopiedIsThereAndIsSentToTheBuilder() throws Exception {
    List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
    List<String> copied = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("COPY ") && !line.contains("--from=")) {
        List<String> words = List.of(line.split("\\s+"));
        copied.addAll(words.subList(1, words.size() - 1));
      }
    }

    assertThat(copied).contains("pom.xml", "src/main", "scripts", "cluster.conf");
    assertThat(copied).allMatch(file -> Files.exists(Path.of(file)));
    assertThat(ignored).contains("*").containsAll(copied.stream().map("!"::concat).toList());
  }

  @Test
  void aReaperStartsTheLauncherAsNobodySpecial() {
    int user = lines.indexOf("USER openwa");

    assertThat(lines).contains("ENTRYPOINT [\"tini\", \"--\"]", "CMD [\"openwa\", \"start\"]");
    assertThat(lines)
        .anyMatch(line -> line.contains("ln -s /app/scripts/openwa /usr/local/bin/openwa"));
    assertThat(lines).anyMatch(line -> line.contains("--uid 1000"));
    assertThat(user).isPositive().isLessThan(lines.indexOf("ENTRYPOINT [\"tini\", \"--\"]"));
  }

  @Test
  void itRunsTheJavaThatTheProgramIsBuiltFor() throws Exception {
    String release =
        Files.readString(Path.of("pom.xml"))
            .replaceAll("(?s).*<maven.compiler.release>(\\d+)</.*", "$1");

    assertThat(lines).contains("FROM eclipse-temurin:" + release + "-jre AS java");
  }

  @Test
  void itsHealthIsARouteThatThereIs() throws Exception {
    assertThat(Program.paths()).contains("/health/live");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("HEALTHCHECK") && line.contains("/health/live"));
  }

  @Test
  void whatChromiumsSandboxIsMadeOfIsNotForbidden() throws Exception {
    JsonNode profile =
        new ObjectMapper().readTree(Path.of("scripts/container/seccomp.json").toFile());
    List<String> forbidden = new ArrayList<>();
    profile.path("syscalls").forEach(rule -> forbidden.addAll(Yaml.texts(rule.path("names"))));

    assertThat(profile.path("defaultAction").asText()).isEqualTo("SCMP_ACT_ALLOW");
    assertThat(forbidden)
        .contains("mount", "bpf", "kexec_load")
        .doesNotContain("clone", "clone3", "unshare", "chroot", "seccomp");
    assertThat(lines).noneMatch(line -> line.contains("--no-sandbox"));
  }
}
