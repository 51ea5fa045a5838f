/**
 * Sends messages later: one at its time, or a list of them at a pace. What is planned lies in the
 * database, so that any node may send it. Read {@code ScheduledSends}, {@code Bulks}, then {@code
 * Dispatcher}.
 */
@NullMarked
package org.openwa.schedule;

import org.jspecify.annotations.NullMarked;
