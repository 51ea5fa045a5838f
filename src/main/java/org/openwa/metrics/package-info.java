/**
 * Counts and times what the parts do, by wrapping them, and shows it to Prometheus; the only
 * importer of Kamon. The parts know nothing of it.
 */
@NullMarked
package org.openwa.metrics;

import org.jspecify.annotations.NullMarked;
