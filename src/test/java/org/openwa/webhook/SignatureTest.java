package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;

/** What we sign is what the published verifier takes. */
class SignatureTest {

  private static final String BODY = "{\"data\":{\"body\":\"\u00e4\ud83d\ude00\"}}";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The verifier knows no other clock. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final Secrets secrets = Secrets.random(RANDOM);

  @Test
  void thePublishedVerifierTakesOurSignature() {
    WebhookRequest request = request(secrets, now);

    assertThatCode(() -> verify(secrets.current(), request)).doesNotThrowAnyException();
  }

  @Test
  void theVerifierRefusesAnotherBodyAnotherSecretAndAnOldTime() {
    WebhookRequest request = request(secrets, now);
    WebhookRequest forged = new WebhookRequest(request.url(), request.headers(), BODY + " ");
    WebhookRequest old = request(secrets, now.minus(Duration.ofMinutes(10)));

    assertRefused(secrets.current(), forged);
    assertRefused(Secrets.random(RANDOM).current(), request);
    assertRefused(secrets.current(), old);
  }

  @Test
  void bothSecretsSignWhileOneIsRotated() {
    Secrets rotated = secrets.rotate(RANDOM, now);

    WebhookRequest during = request(rotated, now);
    WebhookRequest after = request(rotated, now.plus(Secrets.OVERLAP));

    assertThatCode(() -> verify(secrets.current(), during)).doesNotThrowAnyException();
    assertThatCode(() -> verify(rotated.current(), during)).doesNotThrowAnyException();
    WebhookRequest atTheEnd = request(rotated, now.plus(Secrets.OVERLAP).minusSeconds(1));
    assertThat(signatures(during)).hasSize(2);
    assertThat(signatures(atTheEnd)).hasSize(2);
    assertThat(signatures(after)).hasSize(1);
  }

  @Test
  void aSecretOfTheCustomersOwnSignsWithItsBytes() throws Exception {
    String own = "correct horse battery staple";

    String signature = Signature.standard(List.of(own), "evt_1", 7, BODY);

    assertThat(signature).isEqualTo("v1," + base64(hmac(own, "evt_1.7." + BODY)));
  }

  @Test
  void receiversOfTheOriginalFindTheirHeaders() throws Exception {
    WebhookRequest request = request(secrets, now);

    assertThat(request.headers())
        .containsEntry("X-OpenWA-Event", "message.received")
        .containsEntry(
            "X-OpenWA-Signature",
            "sha256=" + HexFormat.of().formatHex(hmac(secrets.current(), BODY)));
  }

  /** A published example of HMAC-SHA256. */
  @Test
  void theLegacySignatureIsTheOneOfTheOriginal() {
    assertThat(Signature.legacy("key", "The quick brown fox jumps over the lazy dog"))
        .isEqualTo("sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  }

  /** A customer's header must not take the place of one of ours, in whatever case it is written. */
  @Test
  void aCustomersHeaderReplacesNoneOfOurs() {
    Map<String, String> custom =
        Map.of("Webhook-Id", "evt_forged", "CONTENT-TYPE", "text/plain", "X-Own", "1");

    WebhookRequest request =
        WebhookRequest.of(webhook(secrets, custom), "evt_1", "message.received", BODY, now);

    assertThat(request.headers()).containsEntry("webhook-id", "evt_1").containsEntry("X-Own", "1");
    assertThat(request.headers().keySet())
        .filteredOn(name -> name.equalsIgnoreCase("webhook-id"))
        .hasSize(1);
    assertThat(request.headers().values()).doesNotContain("evt_forged", "text/plain");
  }

  @Test
  void aSecretWithNothingBehindItsPrefixIsItsOwnText() {
    assertThatCode(() -> Signature.standard(List.of("whsec_"), "evt_1", 7, BODY))
        .doesNotThrowAnyException();
  }

  @Test
  void nothingSecretIsInWhatALogWouldShow() {
    org.openwa.webhook.Webhook webhook = webhook(secrets, Map.of("Authorization", "Bearer xyzzy"));
    WebhookRequest request = WebhookRequest.of(webhook, "evt_1", "message.received", BODY, now);

    assertThat(webhook + " " + request + " " + secrets)
        .doesNotContain(secrets.current().substring(Secrets.PREFIX.length()))
        .doesNotContain("xyzzy")
        .doesNotContain("\u00e4")
        .contains("evt_1")
        .contains(webhook.id().value());
  }

  private static List<String> signatures(WebhookRequest request) {
    return List.of(Objects.requireNonNull(request.headers().get("webhook-signature")).split(" "));
  }

  private static void assertRefused(String secret, WebhookRequest request) {
    assertThatThrownBy(() -> verify(secret, request))
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static void verify(String secret, WebhookRequest request)
      throws WebhookVerificationException {
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret).verify(request.body(), HttpHeaders.of(headers, (_, _) -> true));
  }

  private WebhookRequest request(Secrets signing, Instant at) {
    return WebhookRequest.of(webhook(signing, Map.of()), "evt_1", "message.received", BODY, at);
  }

  private org.openwa.webhook.Webhook webhook(Secrets signing, Map<String, String> headers) {
    return new org.openwa.webhook.Webhook(
        WebhookId.next(RANDOM),
        Optional.empty(),
        URI.create("https://example.org/hook"),
        Set.of("*"),
        Filters.NONE,
        headers,
        signing,
        true,
        null,
        DeliveryOrder.CHAT,
        Optional.empty(),
        FailureStreak.NONE,
        now,
        now);
  }

  private static byte[] hmac(String key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
