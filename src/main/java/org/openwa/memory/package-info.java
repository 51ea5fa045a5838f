/** Knows how much memory each session takes, each node and the machine, and who takes too much. */
@NullMarked
package org.openwa.memory;

import org.jspecify.annotations.NullMarked;
