package org.openwa.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what the kernel showed of a real browser. */
class ProcFolderTest {

  /** Of the recording, in which there are also two processes that do not belong to the browser. */
  static final long GUARD = 27222;

  static final int PROCESSES = 10;
  static final long PSS_KB = 338183;
  static final long RSS_KB = 797764;

  @TempDir private Path folder;
  private ProcFolder proc;

  @BeforeEach
  void record() throws IOException {
    RecordedProc.unpack(folder);
    proc = new ProcFolder(folder);
  }

  @Test
  void aBrowserIsItsGuardAndAllThatDescendsFromIt() {
    List<Long> found = proc.table().below(GUARD);

    assertThat(found).hasSize(PROCESSES).contains(GUARD).doesNotContain(1L);
  }

  @Test
  void aBrowsersMemoryIsTheSumOverItsProcessesAndRoles() {
    TreeFigures figures = proc.figures(proc.table().below(GUARD));

    assertThat(figures.processes()).isEqualTo(PROCESSES);
    assertThat(figures.pssBytes()).isEqualTo(PSS_KB * 1024);
    assertThat(figures.rssBytes()).isEqualTo(RSS_KB * 1024);
    assertThat(figures.roles())
        .containsKeys(
            ProcessRole.DRIVER,
            ProcessRole.BROWSER,
            ProcessRole.ZYGOTE,
            ProcessRole.GPU,
            ProcessRole.UTILITY,
            ProcessRole.RENDERER);
    assertThat(figures.roles().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(figures.pssBytes());
  }

  @Test
  void aProcessWhoseShareMayNotBeSeenLeavesTheSumOpen() throws IOException {
    Files.delete(folder.resolve(GUARD + "/smaps_rollup"));

    TreeFigures figures = proc.figures(proc.table().below(GUARD));

    assertThat(figures.pssBytes()).isNull();
    assertThat(figures.roles()).isEmpty();
    assertThat(figures.rssBytes()).isPositive();
  }

  @Test
  void aProcessThatEndsMeanwhileIsNotCounted() throws IOException {
    List<Long> found = proc.table().below(GUARD);
    Files.delete(folder.resolve(GUARD + "/smaps_rollup"));
    Files.delete(folder.resolve(GUARD + "/status"));

    TreeFigures figures = proc.figures(found);

    assertThat(figures.processes()).isEqualTo(PROCESSES - 1);
    assertThat(figures.pssBytes()).isPositive();
  }

  @Test
  void aGuardThatIsGoneHasNoMemoryInsteadOfNone() {
    TreeFigures figures = proc.figures(proc.table().below(7_000_000));

    assertThat(figures).isEqualTo(TreeFigures.NONE);
    assertThat(figures.pssBytes()).isNull();
  }

  @Test
  void noGuardMeansNobody() {
    assertThat(proc.table().below(0)).isEmpty();
    assertThat(proc.table().below(1)).isEmpty();
  }

  @Test
  void aNameWithBracketsAndSpacesIsRead() {
    assertThat(ProcessTable.Entry.parse("12 (a) S (b) R 7 9 9 0"))
        .contains(new ProcessTable.Entry(12, 7, 9));
  }

  @Test
  void whatIsNoLineOfAProcessIsNone() {
    assertThat(ProcessTable.Entry.parse("")).isEmpty();
    assertThat(ProcessTable.Entry.parse("12 (bash) S")).isEmpty();
    assertThat(ProcessTable.Entry.parse("x (bash) S 1 2")).isEmpty();
  }

  @Test
  void withoutSuchAFolderNothingIsMeasured() {
    ProcFolder none = new ProcFolder(folder.resolve("none"));

    assertThat(none.table().below(GUARD)).isEmpty();
    assertThat(none.own()).isEmpty();
  }
}
