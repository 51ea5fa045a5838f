package org.openwa.access;

/**
 * Somebody whose key was accepted.
 *
 * @param key the id of the key; not secret
 * @param name what the key is called
 */
public record Caller(String key, String name, Role role, Limits limits) {}
