/**
 * Measures what users feel, and prints it beside what the machine could do at best. Started by
 * {@code scripts/bench}, never as a test: a figure that fails a build is a figure that is watered
 * down.
 */
@NullMarked
package org.openwa.bench;

import org.jspecify.annotations.NullMarked;
