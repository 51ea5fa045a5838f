/** Joins the cluster and keeps awake what should run. */
@NullMarked
package org.openwa.cluster;

import org.jspecify.annotations.NullMarked;
