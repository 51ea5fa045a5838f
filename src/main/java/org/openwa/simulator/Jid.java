package org.openwa.simulator;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** How WhatsApp writes accounts, groups and message ids. */
final class Jid {

  private Jid() {}

  /** {@code 4915...} and {@code 4915...@c.us} alike become the latter; other ids stay. */
  static String of(String digitsOrJid) {
    return digitsOrJid.contains("@")
        ? pn(digitsOrJid.replace("@s.whatsapp.net", "@c.us"))
        : digitsOrJid + "@c.us";
  }

  /** The phone number's id behind a hidden one ({@code 99...@lid}). */
  static String pn(String jid) {
    return jid.endsWith("@lid") && jid.startsWith("99")
        ? jid.substring(2, jid.length() - 4) + "@c.us"
        : jid;
  }

  static String lid(String pn) {
    return "99" + user(pn) + "@lid";
  }

  static String user(String jid) {
    int at = jid.indexOf('@');
    return at < 0 ? jid : jid.substring(0, at);
  }

  static boolean isGroup(String jid) {
    return jid.endsWith("@g.us");
  }

  /** Numbers that begin with 0 are not on WhatsApp, all others are. */
  static boolean exists(String jid) {
    return !jid.startsWith("0");
  }

  static String newGroup() {
    return "1203634" + digits(11) + "@g.us";
  }

  /** An id as phones make them ({@code 3A...}); browsers make {@code 3EB0...}. */
  static String newStanza() {
    StringBuilder id = new StringBuilder("3A");
    for (int i = 0; i < 18; i++) {
      id.append(Integer.toHexString(ThreadLocalRandom.current().nextInt(16)));
    }
    return id.toString().toUpperCase(Locale.ROOT);
  }

  private static String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(ThreadLocalRandom.current().nextInt(10));
    }
    return digits.toString();
  }
}
