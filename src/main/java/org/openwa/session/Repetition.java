package org.openwa.session;

/** Whether a command whose answer does not come may be sent once more. */
enum Repetition {
  /** Twice is the same as once. */
  HARMLESS,

  /** Only once it is certain that the first one is answered by nobody any more. */
  WHEN_LOST,

  /** Never: it may have been done, and would be done twice. */
  NEVER;

  static Repetition of(SessionCommand command) {
    return switch (command) {
      case SessionCommand.Configure _,
          SessionCommand.Start _,
          SessionCommand.Stop _,
          SessionCommand.GetView _,
          SessionCommand.GetQr _,
          SessionCommand.GetScreenshot _,
          SessionCommand.Ping _,
          SessionCommand.Ensure _ ->
          HARMLESS;
      // The key tells a second one from a new send; but while the first is under way it is refused.
      case SessionCommand.Send(_, _, var key, _, _) -> key == null ? NEVER : WHEN_LOST;
      // Twice is the same as once, unless another one came between them.
      case SessionCommand.Act _ -> WHEN_LOST;
      case SessionCommand.Create _,
          SessionCommand.Restart _,
          SessionCommand.Logout _,
          SessionCommand.Delete _,
          SessionCommand.GetPairingCode _,
          SessionCommand.HandOver _ ->
          NEVER;
    };
  }
}
