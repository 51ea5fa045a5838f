/** Keeps the lease of the split brain resolver in the database. */
@NullMarked
package org.openwa.cluster.jdbc;

import org.jspecify.annotations.NullMarked;
