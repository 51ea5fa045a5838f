/**
 * Runs the launcher as an operator does, with programs in place of Java and Chromium that only say
 * what they were asked.
 */
@NullMarked
package org.openwa.scripts;

import org.jspecify.annotations.NullMarked;
