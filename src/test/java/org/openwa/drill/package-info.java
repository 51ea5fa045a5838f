/**
 * The fault campaign, {@code scripts/drill}: three nodes with real browsers, a database and a
 * simulated WhatsApp on a small network of their own, load on both sides, one fault after the
 * other, and a judge who believes only records that were made outside the system: what the kernel
 * says of processes, what phones and webhook receivers saw, what callers were answered. Start
 * reading at {@code Drill}, then {@code Fault} and {@code Judge}.
 */
@NullMarked
package org.openwa.drill;

import org.jspecify.annotations.NullMarked;
