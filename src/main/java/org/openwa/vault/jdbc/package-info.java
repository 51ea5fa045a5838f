/** Keeps profiles as rows of the database. */
@NullMarked
package org.openwa.vault.jdbc;

import org.jspecify.annotations.NullMarked;
