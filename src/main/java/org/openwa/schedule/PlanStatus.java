package org.openwa.schedule;

/** How far a planned send has come. */
public enum PlanStatus {
  /** Not yet handed to its session; can be cancelled. */
  PENDING,
  /** Handed to its session; can no longer be cancelled. */
  SENDING,
  /** WhatsApp has it. */
  SENT,
  /** It was not sent; the reason says why. */
  FAILED,
  /** The answer was lost; the outcome appears under the message's id. */
  UNKNOWN,
  /** It was and will not be sent. */
  CANCELLED
}
