/** Does that with SQL. */
@NullMarked
package org.openwa.transfer.jdbc;

import org.jspecify.annotations.NullMarked;
