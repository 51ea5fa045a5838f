/** Keeps keys in the database. */
@NullMarked
package org.openwa.access.jdbc;

import org.jspecify.annotations.NullMarked;
