package org.openwa.vault;

/**
 * One file of a version.
 *
 * @param name relative to the profile's folder, with slashes
 * @param blob the name of its content, see {@link DataKey#naming}
 */
record ArchivedFile(String name, long bytes, String blob) {}
