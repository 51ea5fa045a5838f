/** The simulator by itself, and with the public clients that it is held to. */
@NullMarked
package org.openwa.simulator;

import org.jspecify.annotations.NullMarked;
