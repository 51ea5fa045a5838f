package org.openwa;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import org.apache.pekko.actor.typed.Behavior;
import org.openwa.database.Database;
import org.openwa.http.PlanDesk;
import org.openwa.schedule.Dispatcher;
import org.openwa.schedule.ScheduleSettings;
import org.openwa.schedule.jdbc.JdbcBulks;
import org.openwa.schedule.jdbc.JdbcScheduledSends;
import org.openwa.session.Sessions;

/** Wires what is sent later. */
final class Planning {

  private Planning() {}

  static PlanDesk desk(Database database, Clock clock) {
    return new PlanDesk(
        new JdbcScheduledSends(database, clock),
        new JdbcBulks(database, clock),
        clock,
        new SecureRandom());
  }

  static Behavior<Dispatcher.Command> dispatcher(
      PlanDesk desk, Sessions sessions, ScheduleSettings settings) {
    return Dispatcher.create(
        new Dispatcher.Parts(
            desk.scheduled(), desk.bulks(), sessions, settings, desk.clock(), new Random()));
  }
}
