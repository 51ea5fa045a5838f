package org.openwa.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the job has come that makes everything due anew that failed at a webhook.
 *
 * @param total that it found when it began
 * @param done so far
 * @param finishedAt null while it runs
 */
public record RetryProgress(
    long total, long done, Instant startedAt, @Nullable Instant finishedAt) {}
