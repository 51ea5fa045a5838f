package org.openwa.model;

/**
 * What may travel between nodes or lie in the journal. Implementers are records whose fields
 * Jackson can read back without help. Versions must read each other: {@code GoldenFilesTest} has
 * what each released one wrote, and fails where a class is new to it or lost a field.
 */
public interface CborSerializable {}
