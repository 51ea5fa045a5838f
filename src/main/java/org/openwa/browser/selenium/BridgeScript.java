package org.openwa.browser.selenium;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The scripts that we bring along, from the class path. */
final class BridgeScript {

  /** Our own parts of the one function, in the order in which they begin. */
  private static final List<String> PARTS =
      List.of(
          "facts.js",
          "messages.js",
          "changes.js",
          "account.js",
          "states.js",
          "actions.js",
          "files.js",
          "contents.js",
          "history.js",
          "sends.js",
          "asked.js",
          "start.js");

  private BridgeScript() {}

  /**
   * A function for BiDi's preload scripts: called with a channel in every new document, before any
   * script of the page, it installs wa-js and the bridge on WhatsApp Web and does nothing
   * elsewhere.
   */
  static String preload() {
    return resource("preload.js")
        .replace("/* wa.js */", resource("wa.js"))
        .replace(
            "/* bridge */",
            PARTS.stream().map(BridgeScript::resource).collect(Collectors.joining("\n")));
  }

  static String resource(String name) {
    try (InputStream stream = BridgeScript.class.getResourceAsStream("/bridge/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("not on the class path: /bridge/" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /bridge/" + name, e);
    }
  }
}
