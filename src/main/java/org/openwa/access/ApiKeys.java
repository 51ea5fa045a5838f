package org.openwa.access;

import java.util.Optional;

/** Knows which keys open the API. */
public interface ApiKeys {

  /** Who a key belongs to; empty for one that is wrong, run out or revoked. Takes constant time. */
  Optional<Caller> caller(String key);
}
