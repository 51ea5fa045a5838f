/**
 * Opens the database, brings its schema from any earlier version to this one, and runs blocking
 * statements away from the actors.
 */
@NullMarked
package org.openwa.database;

import org.jspecify.annotations.NullMarked;
