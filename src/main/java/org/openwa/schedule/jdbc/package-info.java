/** Keeps planned sends in the database. */
@NullMarked
package org.openwa.schedule.jdbc;

import org.jspecify.annotations.NullMarked;
