/** Measures what we promise. {@code scripts/bench} runs it; no test does. */
@NullMarked
package org.openwa.bench;

import org.jspecify.annotations.NullMarked;
