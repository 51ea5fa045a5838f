package org.openwa.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AOT cache: made once per build, valid for exactly that build, never required. */
class StartCacheTest {

  /** Does as the JVM does: writes the file that AOTCacheOutput names. */
  private static final String JAVA_THAT_TRAINS =
      """
      for option in "$@"; do
        case $option in -XX:AOTCacheOutput=*) touch "${option#*=}"; env >environment; exit ;; esac
      done
      printf '%s\\n' "$@"
      """;

  @TempDir Path directory;
  private LauncherProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new LauncherProject(directory.toRealPath()).set("OPENWA_AOT", "on");
    project.java("jvm/25", "25.0.3", JAVA_THAT_TRAINS);
  }

  @Test
  void theFirstStartMakesItAndTheNextOnesUseIt() throws Exception {
    var first = project.openwa("start");
    var second = project.openwa("start");

    assertThat(first.output())
        .contains("Preparing a faster start")
        .contains("-XX:AOTCache=target/");
    assertThat(second.output()).doesNotContain("Preparing").contains("-XX:AOTCache=target/");
    assertThat(caches()).isEqualTo(1);
  }

  @Test
  void anotherJarOrOtherOptionsMakeAnotherOneAndTheOldOneGoes() throws Exception {
    project.openwa("start");

    Files.setLastModifiedTime(
        project.root().resolve("target/lib/a.jar"), FileTime.from(Instant.EPOCH));
    assertThat(project.openwa("start").output()).contains("Preparing");

    project.set("JAVA_OPTS", "-XX:+UseSerialGC");
    assertThat(project.openwa("start").output()).contains("Preparing");

    assertThat(caches()).isEqualTo(1);
  }

  @Test
  void theTrainingRunKnowsNothingOfTheRealNode() throws Exception {
    project
        .set("OPENWA_API_KEY", "a-key-that-nobody-may-see-0123456789")
        .set("OPENWA_DATABASE_URL", "jdbc:postgresql://production/openwa")
        .set("OPENWA_PORT", "2785");

    project.openwa("start");

    assertThat(Files.readString(project.root().resolve("environment")))
        .contains("OPENWA_PORT=0\n", "OPENWA_BIND=127.0.0.1\n", "DATABASE_ADAPTER=h2\n")
        .contains("OPENWA_DATA_DIR=target/start-")
        .doesNotContain("OPENWA_API_KEY", "OPENWA_DATABASE_URL");
  }

  @Test
  void aTrainingThatFailsIsNotRepeatedAndTheNodeStartsWithoutIt() throws Exception {
    project.java(
        "jvm/25",
        "25.0.3",
        "[[ \" $* \" == *AOTCacheOutput* ]] && exit 3\nprintf '%s\\n' \"$@\"\n");

    var first = project.openwa("start");
    var second = project.openwa("start");

    assertThat(first.code()).isZero();
    assertThat(first.output()).contains("Preparing").endsWith("Main\nstart\n");
    assertThat(second.output())
        .doesNotContain("Preparing", "-XX:AOTCache")
        .endsWith("Main\nstart\n");
    assertThat(caches()).isZero();
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    project.set("OPENWA_AOT", "off");

    assertThat(project.openwa("start").output()).doesNotContain("Preparing", "-XX:AOTCache");
  }

  @Test
  void prepareMakesItWithoutAStartAndShortCommandsGoWithoutIt() throws Exception {
    var prepare = project.openwa("prepare");
    var version = project.openwa("version");

    assertThat(prepare.code()).isZero();
    assertThat(prepare.output()).doesNotContain("Main");
    assertThat(caches()).isEqualTo(1);
    assertThat(version.output()).doesNotContain("-XX:AOTCache");
  }

  private long caches() throws IOException {
    try (Stream<Path> files = Files.list(project.root().resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).count();
    }
  }
}
