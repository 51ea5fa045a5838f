/** Knows the API keys, hashed, and says who may do what. */
@NullMarked
package org.openwa.access;

import org.jspecify.annotations.NullMarked;
