package org.openwa.webhook;

/** What became of the wish to deliver one event again. */
public enum Redelivery {
  /** It is due. */
  REQUEUED,
  /** It is being tried at this moment; that attempt is the answer to the wish. */
  UNDER_WAY,
  /** There is no such delivery. */
  UNKNOWN
}
