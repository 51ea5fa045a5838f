package org.openwa.browser;

import org.apache.pekko.actor.typed.ActorRef;

/** Understood by the {@link BrowserActor}. Never leaves the node. */
sealed interface BrowserCommand {

  enum Close implements BrowserCommand {
    INSTANCE
  }

  /** Closes at once and without care for the profile: the session may belong to another node. */
  record Kill(String reason) implements BrowserCommand {}

  /** Asks again for what a new owner must know: the page and its state. */
  record Adopt(ActorRef<BrowserReport> owner) implements BrowserCommand {}

  record Launched(Browser browser) implements BrowserCommand {}

  record LaunchFailed(String reason) implements BrowserCommand {}

  record LaunchRefused(String reason) implements BrowserCommand {}

  record Heard(BridgeEvent event) implements BrowserCommand {}

  /** The stored facts reach up to this one. */
  record FactsStored(long sequence) implements BrowserCommand {}

  record FactsRefused() implements BrowserCommand {}

  record FactsFailed(Throwable cause) implements BrowserCommand {}

  enum RetryFacts implements BrowserCommand {
    INSTANCE
  }

  /** News of the comparison of the page with what is stored. */
  record CaughtUp(CatchUps.Step step) implements BrowserCommand {}

  enum SaveProfile implements BrowserCommand {
    INSTANCE
  }

  enum ProfileSaved implements BrowserCommand {
    INSTANCE
  }

  enum Closed implements BrowserCommand {
    INSTANCE
  }
}
