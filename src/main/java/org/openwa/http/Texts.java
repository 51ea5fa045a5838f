package org.openwa.http;

/** Looks at the characters of texts that came from outside. */
final class Texts {

  private static final int SHOWN = 64;

  private Texts() {}

  /** Whether every database and every JSON reader can take the text: no NUL, no half character. */
  static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(point ->
            point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }

  /** The last part of what may be a path, without what no file name has. */
  static String filename(String text) {
    String name = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
    String visible = name.replaceAll("\\p{Cntrl}", "").strip();
    return visible.isEmpty() || visible.matches("\\.+") ? "file" : visible;
  }

  /** The beginning of a text of a stranger, made harmless, to be shown back. */
  static String shown(String text) {
    String visible = text.replaceAll("[^ -~]", "?");
    return visible.length() <= SHOWN ? visible : visible.substring(0, SHOWN) + "...";
  }
}
