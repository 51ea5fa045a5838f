package org.openwa.http;

import java.security.SecureRandom;
import java.time.Clock;
import org.openwa.schedule.Bulks;
import org.openwa.schedule.ScheduledSends;

/** All that the routes of scheduled messages and of bulks ask. */
public record PlanDesk(ScheduledSends scheduled, Bulks bulks, Clock clock, SecureRandom random) {}
