/** Tells load balancers and operators whether this node is alive, takes work, and why not. */
@NullMarked
package org.openwa.health;

import org.jspecify.annotations.NullMarked;
