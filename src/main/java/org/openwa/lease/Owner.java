package org.openwa.lease;

/**
 * Who owns leases: one run of one node.
 *
 * @param incarnation of this run; a node that is started again is another owner
 * @param host stays the same over all runs on a data directory, which only one can have open
 * @param node its name, as shown to operators
 */
public record Owner(String incarnation, String host, String node) {}
