/**
 * Translates REST calls into questions to the parts and answers back into JSON; decides nothing.
 */
@NullMarked
package org.openwa.http;

import org.jspecify.annotations.NullMarked;
