/** Keeps messages in the database. */
@NullMarked
package org.openwa.message.jdbc;

import org.jspecify.annotations.NullMarked;
