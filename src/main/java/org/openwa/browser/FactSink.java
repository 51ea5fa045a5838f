package org.openwa.browser;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;

/** Where a browser's facts become durable. */
@FunctionalInterface
public interface FactSink {

  /** What became of the facts. */
  enum Outcome {
    /** Durable; the page may forget them. */
    STORED,
    /** Refused, because the session has a newer browser. */
    SUPERSEDED
  }

  /** Stores facts in their order, each once however often told. A failure means: try again. */
  CompletionStage<Outcome> store(SessionId session, long epoch, List<PageFact> facts);
}
