/** Turns a pairing text into an image or terminal text; the only importer of ZXing. */
@NullMarked
package org.openwa.browser.qr;

import org.jspecify.annotations.NullMarked;
