/**
 * Says which node owns a session, by a lease with an epoch that only ever rises; what a browser
 * causes is written only under the newest epoch.
 */
@NullMarked
package org.openwa.lease;

import org.jspecify.annotations.NullMarked;
