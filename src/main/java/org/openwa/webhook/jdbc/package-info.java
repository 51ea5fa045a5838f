/** Keeps webhooks and their deliveries in the database. */
@NullMarked
package org.openwa.webhook.jdbc;

import org.jspecify.annotations.NullMarked;
