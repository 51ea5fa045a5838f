/**
 * Leads out of this node to addresses that strangers chose, and to none that the operator would not
 * want reached: what is judged is what is dialled, and redirects are never followed.
 */
@NullMarked
package org.openwa.egress;

import org.jspecify.annotations.NullMarked;
