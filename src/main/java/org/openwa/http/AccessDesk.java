package org.openwa.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.openwa.access.ApiKeys;
import org.openwa.access.KeyTable;
import org.openwa.egress.Cidr;

/**
 * What the API needs to know who may use it.
 *
 * @param keys all keys
 * @param table the minted ones
 * @param changed is told after one of them was revoked here
 * @param trustedProxies whose word on where a request comes from is believed
 */
public record AccessDesk(
    ApiKeys keys,
    KeyTable table,
    Runnable changed,
    List<Cidr> trustedProxies,
    Clock clock,
    SecureRandom random) {

  public AccessDesk {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
