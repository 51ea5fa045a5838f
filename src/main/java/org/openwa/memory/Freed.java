package org.openwa.memory;

import org.openwa.model.CborSerializable;

/**
 * What came of clearing the caches of one node.
 *
 * @param entries caches that were cleared: one of each page that answered, and the program's
 * @param bytes by which the heaps of pages and program became smaller
 * @param failed pages that did not answer in time
 */
public record Freed(String node, int entries, long bytes, int failed) implements CborSerializable {}
