package org.openwa.http;

import java.util.concurrent.Executor;
import org.openwa.media.MediaFetch;
import org.openwa.media.MediaStore;
import org.openwa.media.MediaTypes;

/**
 * What the API needs for files.
 *
 * @param maxBytes of one file
 * @param types what may be sent
 * @param threads may block
 */
public record MediaDesk(
    MediaStore store, MediaFetch fetch, long maxBytes, MediaTypes types, Executor threads) {}
