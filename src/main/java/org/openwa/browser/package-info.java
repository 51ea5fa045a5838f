/**
 * Runs one Chromium with WhatsApp Web in it and turns what happens there into events. Read {@code
 * Browser} and {@code Page} first, then {@code BrowserHost}.
 */
@NullMarked
package org.openwa.browser;

import org.jspecify.annotations.NullMarked;
