package org.openwa.cluster;

import java.time.Instant;
import org.openwa.model.CborSerializable;

/**
 * What a node says of itself, once a second, to all others.
 *
 * @param address {@code host:port} in the cluster
 * @param node its name, as operators know it
 * @param slots browsers that it may run: those that it runs, and those that it has room for
 * @param browsers that it runs or starts
 * @param memoryBytes of the machine, or of the container
 * @param freeMemoryBytes of it, what could be had without swapping
 * @param draining takes no session and hands over those that it has
 * @param startedAt when the node started
 */
public record NodeLoad(
    String address,
    String node,
    int slots,
    int browsers,
    long memoryBytes,
    long freeMemoryBytes,
    boolean draining,
    Instant startedAt)
    implements CborSerializable {}
