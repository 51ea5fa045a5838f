/** What tests of several packages need: hand-written doubles and real databases. */
@NullMarked
package org.openwa.testing;

import org.jspecify.annotations.NullMarked;
