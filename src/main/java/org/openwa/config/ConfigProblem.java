package org.openwa.config;

/** A setting is wrong; the message names it and is meant for the operator. */
public final class ConfigProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigProblem(String message) {
    super(message);
  }
}
