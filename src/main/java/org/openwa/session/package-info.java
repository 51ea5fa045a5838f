/**
 * Keeps what a WhatsApp session should be, in a journal, and has a browser opened that makes it so.
 * Read {@code SessionState}, {@code SessionRuntime}, then {@code SessionEntity}.
 */
@NullMarked
package org.openwa.session;

import org.jspecify.annotations.NullMarked;
