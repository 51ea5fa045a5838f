/** Where the figures come from that only the database knows. */
@NullMarked
package org.openwa.metrics.jdbc;

import org.jspecify.annotations.NullMarked;
