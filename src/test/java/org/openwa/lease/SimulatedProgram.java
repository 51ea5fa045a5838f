package org.openwa.lease;

/** A program that may be stopped between any two of its steps, and cannot tell. */
final class SimulatedProgram {

  private final SimulatedTime time;
  private final long offset;
  private long resumes;
  private long reachesDatabase;
  private long reachesPeers;

  SimulatedProgram(SimulatedTime time) {
    this.time = time;
    this.offset = time.millis(1_000_000);
  }

  /** A clock that runs on while the program is stopped, and agrees with no other one. */
  long clock() {
    return time.now() + offset;
  }

  void pause(long length) {
    resumes = Math.max(resumes, time.now() + length);
  }

  void loseDatabase(long length) {
    reachesDatabase = time.now() + length;
  }

  void losePeers(long length) {
    reachesPeers = time.now() + length;
  }

  boolean reachesDatabase() {
    return time.now() >= reachesDatabase;
  }

  boolean reaches(SimulatedProgram other) {
    return other == this || (time.now() >= reachesPeers && time.now() >= other.reachesPeers);
  }

  /** It goes on when it is woken, in the middle of what it did. */
  void whenAwake(Runnable work) {
    if (time.now() < resumes) {
      time.after(resumes - time.now() + time.millis(20), () -> whenAwake(work));
    } else {
      work.run();
    }
  }

  void every(int interval, Runnable work) {
    time.after(
        time.millis(interval),
        () -> {
          whenAwake(work);
          every(interval, work);
        });
  }
}
