/** The ids and values that cross package and node borders; imports nothing of ours. */
@NullMarked
package org.openwa.model;

import org.jspecify.annotations.NullMarked;
