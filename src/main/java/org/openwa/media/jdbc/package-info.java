/** Keeps in the database which folder the files of a cluster lie in. */
@NullMarked
package org.openwa.media.jdbc;

import org.jspecify.annotations.NullMarked;
