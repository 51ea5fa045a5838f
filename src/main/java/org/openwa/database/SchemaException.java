package org.openwa.database;

/** The schema of the database cannot be used by this program; the message is for the operator. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SchemaException(String message) {
    super(message);
  }
}
