package org.openwa.http;

import java.util.concurrent.CompletionStage;

/** What this node says of itself. The answers become JSON as they are. */
public interface NodeHealth {

  /** For a load balancer or a person, without a key: tells nothing about anybody. */
  CompletionStage<Answer> summary();

  /** Whether the process is to be left alone; no says: restart it. */
  CompletionStage<Answer> live();

  /** Whether the node takes requests. */
  CompletionStage<Answer> ready();

  /** Every check; needs a key. */
  CompletionStage<Answer> detailed();

  /**
   * One of the answers.
   *
   * @param well whether it is 200, or 503
   */
  record Answer(boolean well, Object body) {}
}
