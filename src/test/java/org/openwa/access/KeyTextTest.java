package org.openwa.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KeyTextTest {

  private final KeyText key = KeyText.mint(new SecureRandom());

  @Test
  void aKeyIsReadAsItWasGiven() {
    assertThat(KeyText.parse(key.reveal())).contains(key);
    assertThat(key.reveal()).matches("owa_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}");
  }

  @Test
  void aSlipOfTheHandIsNoKey() {
    String text = key.reveal();

    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(KeyText.parse(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
    assertThat(KeyText.parse(text + "A")).isEmpty();
    assertThat(KeyText.parse(text.toLowerCase(java.util.Locale.ROOT))).isEmpty();
  }

  @Test
  void whatIsPrintedIsNotTheSecret() {
    assertThat(key.toString()).isEqualTo("owa_" + key.id()).doesNotContain(key.secret());
  }
}
