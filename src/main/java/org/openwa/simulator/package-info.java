/**
 * Pretends to be WhatsApp Web and the phones behind it, for tests and the demo; knows nothing of
 * the gateway, and the gateway knows nothing of it. Read {@code WhatsAppWebSimulator} first, then
 * {@code Phone}, then {@code PageRoutes} (what the page asks) and {@code PhoneRoutes} (what a test
 * asks). The page itself lies in the resource folder {@code simulator}.
 */
@NullMarked
package org.openwa.simulator;

import org.jspecify.annotations.NullMarked;
