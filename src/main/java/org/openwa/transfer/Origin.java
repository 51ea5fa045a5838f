package org.openwa.transfer;

import java.time.Instant;

/**
 * Where an export comes from.
 *
 * @param program the version of the program that wrote it
 * @param schema the version of the schema that it was read from
 * @param database {@code h2} or {@code postgresql}; either can read what the other one wrote
 */
public record Origin(String program, String schema, String database, Instant writtenAt) {}
