package org.openwa.schedule;

import java.util.List;
import java.util.Optional;
import org.openwa.model.Total;

/**
 * A page of plans.
 *
 * @param total how many the query without its cursor finds
 * @param next behind which the next page begins; empty on the last one
 */
public record PlanPage<T>(List<T> plans, Total total, Optional<PlanId> next) {

  public PlanPage {
    plans = List.copyOf(plans);
  }
}
