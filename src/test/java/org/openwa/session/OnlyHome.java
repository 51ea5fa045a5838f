package org.openwa.session;

import org.apache.pekko.actor.typed.ActorRef;

/** The home of a session that has no shard around it and nowhere to move to. */
final class OnlyHome implements Home {

  @Override
  public void passivate(ActorRef<SessionCommand> entity) {
    // As a shard does.
    entity.tell(new SessionCommand.HandOver());
  }

  @Override
  public void forward(SessionCommand command) {}
}
