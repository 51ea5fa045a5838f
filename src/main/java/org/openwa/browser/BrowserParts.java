package org.openwa.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a {@link BrowserHost} works with.
 *
 * @param launchEvery after a few launches at once, one in so long
 * @param profiles the folder of all profiles on this node
 * @param keeper where profiles are kept for every node
 * @param blocking runs what waits for the disk
 */
public record BrowserParts(
    BrowserLauncher launcher,
    FactSink facts,
    NewsSink news,
    CatchUp catchUp,
    Path profiles,
    ProfileKeeper keeper,
    int maxPerNode,
    int launchesAtOnce,
    Duration launchEvery,
    Executor blocking) {

  BrowserParts with(BrowserLauncher another) {
    return new BrowserParts(
        another,
        facts,
        news,
        catchUp,
        profiles,
        keeper,
        maxPerNode,
        launchesAtOnce,
        launchEvery,
        blocking);
  }
}
