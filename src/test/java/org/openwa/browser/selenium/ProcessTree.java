package org.openwa.browser.selenium;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processes of one browser, as the kernel shows them. */
final class ProcessTree {

  private static final Pattern RENDERER = Pattern.compile("--renderer-client-id=(\\d+)");

  private final long guard;
  private final long driver;
  private final Path directory;

  private ProcessTree(long guard, long driver, Path directory) {
    this.guard = guard;
    this.driver = driver;
    this.directory = directory;
  }

  static ProcessTree below(long guard) {
    long driver =
        ProcessHandle.of(guard)
            .orElseThrow()
            .children()
            .filter(child -> commandLine(child.pid()).contains("--port=0"))
            .findFirst()
            .orElseThrow()
            .pid();
    String mark =
        Stream.of(read(driver, "environ").split("\0"))
            .filter(variable -> variable.startsWith("OPENWA_BROWSER="))
            .findFirst()
            .orElseThrow();
    return new ProcessTree(guard, driver, Path.of(mark.substring(mark.indexOf('=') + 1)));
  }

  long guard() {
    return guard;
  }

  long driver() {
    return driver;
  }

  /** Where this browser puts everything outside its profile. */
  Path directory() {
    return directory;
  }

  long browser() {
    return ProcessHandle.of(driver).orElseThrow().children().findFirst().orElseThrow().pid();
  }

  /** The page's own process, the youngest of all renderers. */
  long page() {
    return renderers().getLast();
  }

  /** The process of the hidden tab in which chromedriver translates BiDi. */
  long bidi() {
    return renderers().getFirst();
  }

  private List<Long> renderers() {
    return alive().stream()
        .filter(pid -> rendererNumber(pid) >= 0)
        .sorted(Comparator.comparingInt(ProcessTree::rendererNumber))
        .toList();
  }

  private static int rendererNumber(long pid) {
    Matcher number = RENDERER.matcher(commandLine(pid));
    return number.find() ? Integer.parseInt(number.group(1)) : -1;
  }

  /** Everything of this browser that still runs, wherever it moved to. */
  List<Long> alive() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid == guard || isInGroup(pid) || isMarked(pid))
        .filter(pid -> !status(pid).startsWith("Z"))
        .toList();
  }

  private boolean isInGroup(long pid) {
    String[] fields = afterName(pid);
    return fields.length > 2 && fields[2].equals(Long.toString(driver));
  }

  private boolean isMarked(long pid) {
    return read(pid, "environ").contains("OPENWA_BROWSER=" + directory);
  }

  private static String status(long pid) {
    String[] fields = afterName(pid);
    return fields.length > 0 ? fields[0] : "Z";
  }

  private static String[] afterName(long pid) {
    String stat = read(pid, "stat");
    return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
  }

  static String commandLine(long pid) {
    return read(pid, "cmdline").replace('\0', ' ');
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
