package org.openwa.model;

/**
 * What may travel between nodes or lie in the journal. Implementers are records whose fields
 * Jackson can read back without help; a test sends each of them through the serializer.
 */
public interface CborSerializable {}
