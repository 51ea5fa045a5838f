/** Keeps leases in the database. */
@NullMarked
package org.openwa.lease.jdbc;

import org.jspecify.annotations.NullMarked;
