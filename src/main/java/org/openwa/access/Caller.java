package org.openwa.access;

/** Somebody whose key was accepted. */
public record Caller(String name, Role role) {}
