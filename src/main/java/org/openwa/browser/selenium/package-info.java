/** Does that with WebDriver and BiDi; the only importer of {@code org.openqa.selenium}. */
@NullMarked
package org.openwa.browser.selenium;

import org.jspecify.annotations.NullMarked;
