/**
 * Writes all that is stored into one file, from a moment of a database that is in use, and reads it
 * into another one, of either kind.
 */
@NullMarked
package org.openwa.transfer;

import org.jspecify.annotations.NullMarked;
