package org.openwa.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the kernel's list of processes many times a second and notes from when to when each
 * Chromium lived, and for which session. Nothing of OpenWA takes part in it.
 */
final class BrowserWatch implements AutoCloseable {

  private static final long INTERVAL_NANOS = 15_000_000;

  /** {@code starttime} in {@code /proc/PID/stat} is in hundredths of a second. */
  private static final long MILLIS_PER_TICK = 10;

  private static final long YOUNG_MILLIS = 3_000;
  private static final Pattern PROFILE = Pattern.compile("--user-data-dir=([^\0]*/)?([^/\0]+)");

  private static final Pattern MARK = Pattern.compile("(?:^|\0)OPENWA_BROWSER=([^\0]*)");

  private final String profiles;
  private final Map<Long, Life> alive = new HashMap<>();

  /** Processes that are no browser, and since when: a young one may still become one by exec. */
  private final Map<Long, Long> others = new HashMap<>();

  private final List<Life> ended = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * One process that is a Chromium, as far as its name tells.
   *
   * @param browser the same for all processes below one guard. What Chromium starts looks like
   *     Chromium itself until it has become what it shall be, and some of it ends before that.
   * @param start when the kernel started it
   * @param end when it was last seen alive, so it lived at least that long
   */
  record Life(String session, String browser, long pid, long start, long end) {

    Life seen(long now) {
      return new Life(session, browser, pid, start, now);
    }
  }

  /** Watches browsers whose profiles lie somewhere below this folder. */
  BrowserWatch(Path folder) {
    this.profiles = "--user-data-dir=" + folder + "/";
    this.thread = Thread.ofPlatform().daemon().name("browser-watch").start(this::run);
  }

  /** All browsers so far, those that still run as well. */
  synchronized List<Life> lives() {
    List<Life> lives = new ArrayList<>(ended);
    lives.addAll(alive.values());
    return lives;
  }

  /** The process of the session's browser that runs now. */
  synchronized OptionalLong pid(String session) {
    return alive.values().stream()
        .filter(life -> life.session().equals(session))
        .sorted(Comparator.comparingLong(Life::start))
        .mapToLong(Life::pid)
        .findFirst();
  }

  private void run() {
    while (!stopped) {
      look();
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }

  private synchronized void look() {
    Set<Long> seen = new HashSet<>();
    long now = Uptime.now();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        seen.add(pid);
        Life life = alive.get(pid);
        if (life != null && now - life.start() > YOUNG_MILLIS) {
          if (isZombie(process)) {
            seen.remove(pid);
          } else {
            alive.put(pid, life.seen(now));
          }
        } else if (life != null || now - others.getOrDefault(pid, now) < YOUNG_MILLIS) {
          meet(process, pid, now);
        }
      }
    } catch (IOException e) {
      return;
    }
    others.keySet().retainAll(seen);
    alive
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !seen.contains(entry.getKey());
          if (gone) {
            ended.add(entry.getValue());
          }
          return gone;
        });
  }

  private void meet(Path process, long pid, long now) {
    try {
      String command = Files.readString(process.resolve("cmdline"));
      if (command.isEmpty()) {
        return; // It has ended, and nobody has taken notice of that yet.
      }
      Matcher profile = PROFILE.matcher(command);
      if (command.contains(profiles)
          && command.startsWith("/")
          && isChromium(command.substring(0, command.indexOf('\0')))
          && !command.contains("--type=")
          && profile.find()) {
        others.remove(pid);
        alive.put(pid, new Life(profile.group(2), browser(process, pid), pid, start(process), now));
      } else {
        // A child looks like the browser itself until it has become what it shall be.
        alive.remove(pid);
        others.putIfAbsent(pid, now);
      }
    } catch (IOException e) {
      // It ended while it was looked at.
    }
  }

  /** The mark that its guard gave it; a browser without one is known by its own process. */
  private static String browser(Path process, long pid) throws IOException {
    Matcher mark =
        MARK.matcher(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1));
    return mark.find() ? mark.group(1) : "process " + pid;
  }

  private static boolean isChromium(String program) {
    return program.contains("chrom")
        && !program.contains("driver")
        && !program.contains("crashpad");
  }

  private static long start(Path process) throws IOException {
    return Long.parseLong(stat(process).get(19)) * MILLIS_PER_TICK;
  }

  /** What follows the name: the state, the parent, ... */
  private static List<String> stat(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    return Pattern.compile(" ").splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
  }

  private static boolean isZombie(Path process) {
    try {
      return stat(process).getFirst().equals("Z");
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
