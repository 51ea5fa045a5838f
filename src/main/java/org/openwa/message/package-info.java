/** Stores messages that came in and went out, and answers queries over them. */
@NullMarked
package org.openwa.message;

import org.jspecify.annotations.NullMarked;
