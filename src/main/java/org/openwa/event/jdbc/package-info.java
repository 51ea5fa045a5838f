/** Keeps events and opens their deliveries, in the transaction of whoever stores the fact. */
@NullMarked
package org.openwa.event.jdbc;

import org.jspecify.annotations.NullMarked;
