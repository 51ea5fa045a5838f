/**
 * Starts a node and wires the parts together by hand; the only package that knows all of them. Read
 * {@code Main} first, then {@code Node}.
 */
@NullMarked
package org.openwa;

import org.jspecify.annotations.NullMarked;
