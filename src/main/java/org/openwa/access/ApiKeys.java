package org.openwa.access;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Knows which keys open the API. */
@FunctionalInterface
public interface ApiKeys {

  /**
   * Who a key belongs to; empty for one that is wrong, has run out or was revoked, at most five
   * seconds ago. Fails where that cannot be found out. How long it takes tells nothing of the key.
   */
  CompletionStage<Optional<Caller>> caller(String key);
}
