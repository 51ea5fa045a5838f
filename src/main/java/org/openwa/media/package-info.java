/**
 * Keeps files that come in and go out, without ever holding one in memory: pictures, recordings,
 * documents. Read {@code MediaStore} first.
 */
@NullMarked
package org.openwa.media;

import org.jspecify.annotations.NullMarked;
