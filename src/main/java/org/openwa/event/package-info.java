/**
 * Says what happened to whom it concerns: every event has an id that follows from the fact itself,
 * a place in its session's sequence, and is stored in the transaction that stores the fact,
 * together with a delivery for each webhook that wants it.
 */
@NullMarked
package org.openwa.event;

import org.jspecify.annotations.NullMarked;
