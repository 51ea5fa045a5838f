package org.openwa.http;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.MemoryWatch;

/**
 * What the API needs for memory.
 *
 * @param board what every node measured last
 * @param clear clears the caches of every node
 */
public record MemoryDesk(MemoryBoard board, Supplier<CompletionStage<MemoryWatch.Cleared>> clear) {}
