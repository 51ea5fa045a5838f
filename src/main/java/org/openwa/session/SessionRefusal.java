package org.openwa.session;

/** Why a session says no. The names are API: the HTTP edge maps them, clients branch on them. */
public enum SessionRefusal {
  SESSION_NOT_FOUND("There is no session of this id."),
  SESSION_EXISTS("A session of this id exists already."),
  SESSION_NOT_READY("The session's state does not allow this."),
  SESSION_UNAVAILABLE("The session is coming back; try again soon."),
  CAPACITY_EXHAUSTED("No node has room for another browser."),
  QR_NOT_AVAILABLE("The session shows no QR code now."),
  NUMBER_NOT_ON_WHATSAPP("Nobody on WhatsApp uses this number."),
  SEND_REFUSED("WhatsApp Web refused the message."),
  MEDIA_GONE("The file is not here any more."),
  PAGE_NO_ANSWER("WhatsApp Web did not answer in time."),
  DATABASE_UNAVAILABLE("The database is away; nothing was changed.");

  private final String text;

  SessionRefusal(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
