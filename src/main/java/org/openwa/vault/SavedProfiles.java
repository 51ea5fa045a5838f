package org.openwa.vault;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;

/** What the vault has, for those who only look. */
@FunctionalInterface
public interface SavedProfiles {

  /** The newest versions of these sessions; a session that has none is not in the answer. */
  CompletionStage<Map<SessionId, SavedProfile>> newest(Collection<SessionId> sessions);
}
