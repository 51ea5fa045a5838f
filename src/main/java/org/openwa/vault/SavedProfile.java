package org.openwa.vault;

import java.time.Instant;

/**
 * The newest version of a session's profile, as shown to callers.
 *
 * @param epoch of the browser that made it
 * @param savedAt when it was last found to be what the browser has
 * @param bytes of its files
 */
public record SavedProfile(long version, long epoch, Instant savedAt, long bytes) {}
