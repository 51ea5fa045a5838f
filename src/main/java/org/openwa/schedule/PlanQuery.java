package org.openwa.schedule;

import java.util.Optional;
import org.openwa.model.SessionId;

/**
 * Which plans of a session to list.
 *
 * @param behind only those that come after this one
 */
public record PlanQuery(
    SessionId session, Optional<PlanStatus> status, Optional<PlanId> behind, int limit) {}
