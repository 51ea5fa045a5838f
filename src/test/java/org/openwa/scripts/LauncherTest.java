package org.openwa.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

  @TempDir Path directory;
  private LauncherProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new LauncherProject(directory.toRealPath());
  }

  @Test
  void aJdk25IsFoundBesideOlderOnes() throws Exception {
    project.set("JAVA_HOME", project.java("home", "17.0.15").toString());
    project.java("jvm/java-21", "21.0.2", "echo wrong\n");
    project.java("jvm/java-25", "25.0.3");

    var outcome = project.openwa("version");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.output()).contains("org.openwa.Main\nversion\n").doesNotContain("wrong");
  }

  @Test
  void javaHomeComesFirst() throws Exception {
    project.set("JAVA_HOME", project.java("home", "25", "echo home\n").toString());
    project.java("jvm/java-25", "25.0.3");

    assertThat(project.openwa("version").output()).isEqualTo("home\n");
  }

  @Test
  void a25IsPreferredToANewerOneWhichIsTakenToo() throws Exception {
    project.java("jvm/a-26", "26-ea", "echo twenty-six\n");

    assertThat(project.openwa("version").output()).isEqualTo("twenty-six\n");

    project.java("jvm/b-25", "25.0.1", "echo twenty-five\n");

    assertThat(project.openwa("version").output()).isEqualTo("twenty-five\n");
  }

  @Test
  void withoutAJdk25ItSaysWhereItLookedAndWhatToInstall() throws Exception {
    Path old = project.java("jvm/java-21", "21.0.2");

    var outcome = project.openwa("version");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("needs a JDK 25")
        .contains(old + ": 21")
        .contains("openjdk-25-jdk-headless");
  }

  @Test
  void withoutArgumentsItExplainsItselfAndNeedsNoJava() throws Exception {
    var outcome = project.openwa();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.output()).startsWith("usage: scripts/openwa").contains("start --demo");
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws Exception {
    project.java("jvm/25", "25.0.3");

    var outcome = project.openwa("export", "--output", "a file.json", "");

    assertThat(outcome.output()).endsWith("Main\nexport\n--output\na file.json\n\n");
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws Exception {
    project.java("jvm/25", "25.0.3", "exit 7\n");

    assertThat(project.openwa("version").code()).isEqualTo(7);
  }

  @Test
  void theJvmTakesThePlaceOfTheScriptSoThatSignalsReachIt() throws Exception {
    project.java("jvm/25", "25.0.3", "kill -TERM $$; sleep 20\n");

    assertThat(project.openwa("start").code()).isEqualTo(143);
  }

  @Test
  void startWorksFromAnywhereThroughALinkAndRotatesTheLogOfTheCollector() throws Exception {
    project.java("jvm/25", "25.0.3", "pwd; printf '%s\\n' \"$@\"\n");
    project.write("cluster.conf", "");
    project.write("elsewhere/file", "");
    Path elsewhere = project.root().resolve("elsewhere");
    Path link = elsewhere.resolve("openwa");
    Files.createSymbolicLink(link, project.root().resolve("scripts/openwa"));

    var outcome = project.openwaIn(elsewhere, "start", "--demo");

    assertThat(outcome.output())
        .startsWith(project.root() + "\n")
        .contains("-Dconfig.file=cluster.conf\n")
        .contains("-Dopenwa.caller-directory=" + elsewhere + "\n")
        .contains("file=\"logs/gc.log\":utctime,uptime,level,tags:filecount=5,filesize=10m\n")
        .contains("-cp\ntarget/openwa.jar:target/lib/a.jar:target/lib/b.jar\n")
        .endsWith("org.openwa.Main\nstart\n--demo\n");
  }

  @Test
  void javaOptsComeLastAndMayChooseAnotherCollector() throws Exception {
    project.java("jvm/25", "25.0.3");

    assertThat(project.openwa("version").output()).contains("-XX:+UseG1GC\n");

    project.set("JAVA_OPTS", "-Xmx1g -XX:+UseZGC");

    assertThat(project.openwa("version").output())
        .containsSubsequence("-Xmx512m\n", "-Xmx1g\n-XX:+UseZGC\n")
        .doesNotContain("UseG1GC");
  }

  @Test
  void aFolderThatHasNeitherJarNorSourcesSaysSo() throws Exception {
    Files.delete(project.root().resolve("target/openwa.jar"));

    var outcome = project.openwa("version");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.output()).contains("target/openwa.jar is missing");
  }

  @Test
  void aChromiumThatIsSetButMissingIsNamed() throws Exception {
    project.java("jvm/25", "25.0.3");
    project.set("OPENWA_CHROMIUM", "/nowhere/chromium");

    var outcome = project.openwa("start");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.output()).contains("OPENWA_CHROMIUM is /nowhere/chromium");
  }
}
