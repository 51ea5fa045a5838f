package org.openwa.schedule;

/**
 * What became of the wish to plan something under a caller's key.
 *
 * @param value what the key stands for now; where it was used for another request, what was wanted
 * @param repeated true where it stood for something before, so that nothing was added
 * @param sameRequest false where the key was used for another request
 */
public record Booking<T>(T value, boolean repeated, boolean sameRequest) {}
