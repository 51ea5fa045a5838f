/** Proves that versions of the program read each other: in the journal and between nodes. */
@NullMarked
package org.openwa.golden;

import org.jspecify.annotations.NullMarked;
