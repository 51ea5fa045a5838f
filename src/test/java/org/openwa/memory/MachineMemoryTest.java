package org.openwa.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux writes them. */
class MachineMemoryTest {

  @TempDir private Path folder;
  private Path machine;

  @BeforeEach
  void aMachineOf8Gigabytes() throws IOException {
    machine = folder.resolve("meminfo");
    Files.writeString(
        machine,
        "MemTotal:        8000000 kB\nMemFree:          100000 kB\nMemAvailable:    4000000 kB\n");
  }

  private void container(String limit, long used, long cache) throws IOException {
    Files.writeString(folder.resolve("memory.max"), limit + "\n");
    Files.writeString(folder.resolve("memory.current"), used + "\n");
    Files.writeString(folder.resolve("memory.stat"), "anon 5\ninactive_file " + cache + "\n");
  }

  private MachineMemory measured() {
    return MachineMemory.measure(machine, folder);
  }

  @Test
  void withoutAContainerTheMachineCounts() {
    assertThat(measured()).isEqualTo(new MachineMemory(8_000_000L * 1024, 4_000_000L * 1024));
  }

  @Test
  void aContainerWithoutLimitHasTheMachine() throws IOException {
    container("max", 1_000_000_000, 0);

    assertThat(measured().bytes()).isEqualTo(8_000_000L * 1024);
  }

  @Test
  void theLimitOfTheContainerCountsAndItsCacheIsFree() throws IOException {
    container("2000000000", 1_500_000_000, 300_000_000);

    assertThat(measured()).isEqualTo(new MachineMemory(2_000_000_000L, 800_000_000L));
  }

  @Test
  void aMachineThatIsShortOfMemoryLimitsItsContainers() throws IOException {
    container("8000000000", 0, 0);

    assertThat(measured().freeBytes()).isEqualTo(4_000_000L * 1024);
  }

  @Test
  void whereNothingCanBeReadAllIsFree() {
    MachineMemory unknown = MachineMemory.measure(folder.resolve("none"), folder.resolve("none"));

    assertThat(unknown.freeBytes()).isEqualTo(Long.MAX_VALUE);
  }
}
