package org.openwa.browser.selenium;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openwa.browser.Browser;

/**
 * A process that was stopped by a signal and goes on when this is closed. Stopping Chromium's main
 * process is enough for its profile: the files of IndexedDB, local storage and cookies are open
 * there and nowhere else.
 */
final class StoppedProcess implements Browser.Frozen {

  // Linux, x86 and ARM.
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(1);

  /** The C library's kill: starting a program that does it can take long on a busy machine. */
  @SuppressWarnings("restricted") // Native access is allowed to this program, see scripts/openwa.
  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final long pid;

  private StoppedProcess(long pid) {
    this.pid = pid;
  }

  /**
   * Returns when no thread of the process runs any more.
   *
   * @throws IllegalStateException where that did not happen; the process runs on then
   */
  static StoppedProcess stop(long pid) {
    StoppedProcess stopped = new StoppedProcess(pid);
    send(pid, SIGSTOP);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isStopped(pid)) {
      if (System.nanoTime() > end) {
        stopped.close();
        throw new IllegalStateException("process " + pid + " did not stop");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return stopped;
  }

  @Override
  public void close() {
    send(pid, SIGCONT);
  }

  private static void send(long pid, int signal) {
    try {
      // It may have ended, so what kill answers does not matter.
      int _ = (int) KILL.invokeExact((int) pid, signal);
    } catch (Throwable e) {
      // Of a method handle the compiler knows no less; the C function throws nothing.
      throw new IllegalStateException("cannot send a signal", e);
    }
  }

  private static boolean isStopped(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      List<Path> all = threads.toList();
      return !all.isEmpty() && all.stream().allMatch(StoppedProcess::isThreadStopped);
    } catch (IOException e) {
      throw new IllegalStateException("process " + pid + " has ended", e);
    }
  }

  /** The state is the word behind the thread's name, which may itself hold brackets. */
  private static boolean isThreadStopped(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return true; // A thread that is gone writes nothing.
    }
  }
}
