package org.openwa.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The kernel's view of processes. Every method blocks, about 4 ms for the table of a hundred
 * processes and 20 to 30 ms for the figures of one browser's ten; never fails: what has ended or
 * may not be seen is missing.
 */
final class ProcFolder {

  private final Path proc;

  ProcFolder(Path proc) {
    this.proc = proc;
  }

  ProcessTable table() {
    List<ProcessTable.Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path process : processes) {
        ProcessTable.Entry.parse(read(process.resolve("stat"))).ifPresent(entries::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return new ProcessTable(List.of());
    }
    return new ProcessTable(entries);
  }

  TreeFigures figures(List<Long> pids) {
    return TreeFigures.of(pids.stream().flatMap(pid -> figures(pid).stream()).toList());
  }

  private Optional<ProcessFigures> figures(long pid) {
    Path process = proc.resolve(Long.toString(pid));
    ProcessRole role = ProcessRole.of(List.of(read(process.resolve("cmdline")).split("[\0 ]")));
    return ProcessFigures.ofRollup(role, read(process.resolve("smaps_rollup")))
        .or(() -> ProcessFigures.ofStatus(role, read(process.resolve("status"))));
  }

  /** What this program itself has in memory. */
  OptionalLong own() {
    return ProcessFigures.ofStatus(ProcessRole.OTHER, read(proc.resolve("self/status")))
        .map(figures -> OptionalLong.of(figures.rssBytes()))
        .orElse(OptionalLong.empty());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
