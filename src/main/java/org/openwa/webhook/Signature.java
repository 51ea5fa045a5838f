package org.openwa.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a delivery as Standard Webhooks 1.0 asks ({@code webhook-signature}), and as receivers of
 * the original expect ({@code X-OpenWA-Signature}).
 */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * The value of {@code webhook-signature}: one signature for each secret.
   *
   * @param timestamp seconds since 1970, as in {@code webhook-timestamp}
   */
  static String standard(List<String> secrets, String id, long timestamp, String body) {
    String signed = id + "." + timestamp + "." + body;
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, signed)))
        .collect(Collectors.joining(" "));
  }

  /** The value of {@code X-OpenWA-Signature}: over the body alone, by the text of the secret. */
  static String legacy(String secret, String body) {
    return "sha256="
        + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
  }

  private static byte[] hmac(String secret, String text) {
    return hmac(key(secret), text);
  }

  /** A secret of the standard's form is base64 behind its prefix; any other is its own bytes. */
  private static byte[] key(String secret) {
    byte[] text = secret.getBytes(StandardCharsets.UTF_8);
    if (!secret.startsWith(Secrets.PREFIX)) {
      return text;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(secret.substring(Secrets.PREFIX.length()));
      return decoded.length == 0 ? text : decoded;
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
