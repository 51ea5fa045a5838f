package org.openwa.event;

import java.util.Set;

/** Hears, after the commit, which webhooks have something to deliver. Must return at once. */
@FunctionalInterface
public interface OutboxListener {

  void deliveriesWait(Set<String> webhooks);
}
