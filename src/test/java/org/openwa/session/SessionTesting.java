package org.openwa.session;

import com.typesafe.config.ConfigFactory;

/** What the tests of this package share. */
final class SessionTesting {

  static final SessionSettings SETTINGS =
      SessionSettings.from(
          ConfigFactory.parseString("lookup-grace = 200ms, hand-over-timeout = 7s")
              .withFallback(ConfigFactory.load().getConfig("openwa.session")));

  private SessionTesting() {}
}
