/** Keeps the list of sessions in the database. */
@NullMarked
package org.openwa.session.jdbc;

import org.jspecify.annotations.NullMarked;
