package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody may make a webhook of. */
class WebhookInputTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String ALL = "/api/sessions/default/webhooks";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1",
        "http://127.0.0.1:8080/hook",
        "https://127.1",
        "http://0",
        "http://0.0.0.0",
        "http://0x7f000001",
        "http://0X7F.1",
        "http://0x7f.0.0.1",
        "http://2130706433",
        "http://017700000001",
        "http://0177.1",
        "http://0177.0.0.1:80",
        "http://127.0.0.1.",
        "http://10.1.2.3",
        "http://172.16.0.1",
        "http://192.168.0.1",
        "http://169.254.169.254/latest/meta-data",
        "http://0xa9fea9fe",
        "http://100.64.0.1",
        "http://224.0.0.1",
        "http://255.255.255.255",
        "http://[::1]",
        "http://[::]",
        "http://[::ffff:7f00:1]",
        "http://[::ffff:127.0.0.1]",
        "http://[::ffff:0:7f00:1]",
        "http://[::127.0.0.1]",
        "http://[64:ff9b::7f00:1]",
        "http://[2002:7f00:1::]",
        "http://[fe80::1%25eth0]",
        "http://[fd00:ec2::254]:443/",
        "http://[0:0:0:0:0:0:0:1]:5432"
      })
  void anAddressThatIsNotPublicIsRefusedInEverySpelling(String url) throws Exception {
    ReadAnswer made = api.send(HttpMethods.POST, ALL, "{\"url\":\"" + url + "\"}");
    ReadAnswer ofAll = api.send(HttpMethods.POST, "/api/webhooks", "{\"url\":\"" + url + "\"}");
    ReadAnswer changed =
        api.send(HttpMethods.PATCH, ALL + "/" + FakeWebhooks.ID, "{\"url\":\"" + url + "\"}");

    for (ReadAnswer answer : new ReadAnswer[] {made, ofAll, changed}) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.json().path("code").asText()).isEqualTo("BLOCKED_ADDRESS");
    }
    assertNothingChanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/plain,x",
        "https://",
        "https:///hook",
        "https:example.com",
        "//example.com/hook",
        "hook",
        "",
        "https://user:pass@example.com",
        "https://ok@evil.example",
        "http://example.com\\\\@127.0.0.1/",
        "https://exam\\tple.com/",
        "https://example.com\\n/",
        "https://example.com/a\\r\\nX: y",
        " https://example.com",
        "https://example.com/#fragment",
        "https://example.com:0",
        "https://example.com:65536",
        "https://example.com:99999999999",
        "https://example.com:-1",
        "https://ex\u00e4mple.com",
        "https://\u0430pple.com",
        "https://1.2.3.4.5",
        "https://256.1.1.1",
        "https://8.8.2056",
        "https://0x08080808",
        "https://[::1",
        "https://[zz::1]",
        "https://[8.8.8.8]"
      })
  void aUrlThatLeadsNowhereOrSomewhereElseIsRefused(String url) throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, ALL, "{\"url\":\"" + url + "\"}");

    assertNamed(answer, "url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "HTTPS://EXAMPLE.com:443/a?b=c",
        "http://8.8.8.8:65535/hook",
        "http://[2606:4700:4700::1111]/hook",
        "https://hook.internal.example:1/",
        "http://localhost/judged-when-it-is-dialled",
        "https://xn--exmple-cua.com"
      })
  void namesAndPublicAddressesAreTaken(String url) throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, ALL, "{\"url\":\"" + url + "\"}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'headers':{'Host':'x'}                          | headers",
        "'headers':{'host':'x'}                          | headers",
        "'headers':{'Content-Length':'0'}                | headers",
        "'headers':{'Transfer-Encoding':'chunked'}       | headers",
        "'headers':{'Connection':'close'}                | headers",
        "'headers':{'Proxy-Authorization':'x'}           | headers",
        "'headers':{'webhook-signature':'v1,x'}          | headers",
        "'headers':{'Webhook-Id':'x'}                    | headers",
        "'headers':{'X-OpenWA-Event':'x'}                | headers",
        "'headers':{'X-A':'a\\r\\nX-B: b'}               | headers",
        "'headers':{'X-A':'a\\nb'}                       | headers",
        "'headers':{'X-A\\r\\nX-B':'b'}                  | headers",
        "'headers':{'X-A':'\\u0000'}                     | headers",
        "'headers':{'X-A':'\u00e4'}                      | headers",
        "'headers':{'X A':'x'}                           | headers",
        "'headers':{'':'x'}                              | headers",
        "'headers':{'X-A':7}                             | headers",
        "'headers':{'X-A':['x']}                         | headers",
        "'headers':{'X-A':'1','x-a':'2'}                 | headers",
        "'headers':{'X-A':'********'}                    | headers",
        "'headers':['X-A']                               | headers",
        "'headers':'X-A: 1'                              | headers",
        "'secret':'short'                                | secret",
        "'secret':'fifteen-letters'                      | secret",
        "'secret':'with space in the middle'             | secret",
        "'secret':'whsec_!!!not-base64-at-all!!!'        | secret",
        "'secret':'whsec_c2hvcnQ='                       | secret",
        "'secret':7                                      | secret",
        "'events':['message.nothing']                    | events",
        "'events':['webhook.test']                       | events",
        "'events':'*'                                    | events",
        "'events':[7]                                    | events",
        "'order':'random'                                | order",
        "'order':7                                       | order",
        "'enabled':'yes'                                 | enabled",
        "'retry':[5]                                     | retry",
        "'retry':{'waits':[0]}                           | retry.waits",
        "'retry':{'waits':[-5]}                          | retry.waits",
        "'retry':{'waits':[86401]}                       | retry.waits",
        "'retry':{'waits':[1.5]}                         | retry.waits",
        "'retry':{'waits':['5']}                         | retry.waits",
        "'retry':{'waits':[9223372036854775808]}         | retry.waits",
        "'retry':{'waits':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]} | retry.waits",
        "'retry':{'count':3}                             | retry.count",
        "'filters':{'chats':['nobody']}                  | filters.chats",
        "'filters':{'types':['\\u0000']}                 | filters.types",
        "'filters':{'fromMe':'yes'}                      | filters.fromMe",
        "'filters':{'colour':'red'}                      | filters.colour",
        "'filters':'all'                                 | filters",
        "'id':'wh_000000000000000000000009'              | id",
        "'colour':'red'                                  | colour"
      })
  void whatIsWrongIsNamed(String members, String field) throws Exception {
    String json = "{'url':'https://example.com'," + members.strip() + "}";

    ReadAnswer answer = api.send(HttpMethods.POST, ALL, json.replace('\'', '"'));

    assertNamed(answer, field);
  }

  private static Stream<String> tooMuch() {
    return Stream.of(
        "\"events\":[" + String.join(",", Collections.nCopies(10_000, "\"*\"")) + "]",
        "\"headers\":{"
            + IntStream.range(0, 51)
                .mapToObj(i -> "\"X-" + i + "\":\"x\"")
                .collect(Collectors.joining(","))
            + "}",
        "\"headers\":{\"X-A\":\"" + "x".repeat(1_001) + "\"}",
        "\"secret\":\"" + "s".repeat(256) + "\"",
        "\"filters\":{\"chats\":["
            + String.join(",", Collections.nCopies(101, "\"4915111111111@c.us\""))
            + "]}");
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void tooMuchIsRefused(String members) throws Exception {
    ReadAnswer answer =
        api.send(HttpMethods.POST, ALL, "{\"url\":\"https://example.com\"," + members + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("VALIDATION_FAILED");
    assertNothingChanged();
  }

  @ParameterizedTest
  @ValueSource(ints = {2_049, 20_000})
  void aUrlWithoutEndIsRefused(int length) throws Exception {
    String url = "https://example.com/" + "a".repeat(length - 20);

    assertNamed(api.send(HttpMethods.POST, ALL, "{\"url\":\"" + url + "\"}"), "url");
  }

  private void assertNamed(ReadAnswer answer, String field) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().path("errors").findValuesAsText("field")).contains(field);
    assertNothingChanged();
  }

  private void assertNothingChanged() {
    assertThat(api.webhooks.stored).hasSize(2);
    assertThat(api.webhooks.stored.values())
        .allSatisfy(webhook -> assertThat(webhook.url()).hasHost("example.com"));
    assertThat(api.webhooks.woken).isEmpty();
  }
}
