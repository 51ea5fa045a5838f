package org.openwa.lease;

import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;

/** Who owns which session. */
public interface Leases {

  /**
   * Makes this node the owner of a session, under an epoch higher than every one before. Writes of
   * earlier epochs are refused from now on with {@link StaleEpochException}.
   */
  CompletionStage<Long> acquire(SessionId session);
}
