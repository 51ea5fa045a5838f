package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is named, and reaches nothing behind the API. */
class BadInputTest {

  private static final String SESSIONS = "/api/sessions";
  private static final String ONE = "/api/sessions/default";
  private static final String MESSAGES = "/api/sessions/default/messages";
  private static final String PAIRING = "/api/sessions/default/pairing-code";
  private static final String INVALID = "VALIDATION_FAILED";
  private static final String MALFORMED = "MALFORMED_JSON";

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("bodies")
  void aBadBodyIsRefused(
      String what, HttpMethod method, String path, String body, String code, List<String> fields)
      throws Exception {
    ReadAnswer answer =
        api.call(
            Api.request(method, path)
                .withEntity(
                    ContentTypes.APPLICATION_JSON, body.getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.fields()).containsExactlyElementsOf(fields);
    assertThat(api.asked()).isZero();
  }

  private static Stream<Arguments> bodies() {
    return Stream.of(messageBodies(), malformedBodies(), sessionBodies(), otherBodies())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> messageBodies() {
    return Stream.of(
        send("nothing in it", "{}", "phone", "type"),
        send("no phone", "{'type':'text','body':'x'}", "phone"),
        send("no type", "{'phone':'4670000002','body':'x'}", "type"),
        send("no body", "{'phone':'4670000002','type':'text'}", "body"),
        send("null phone", "{'phone':null,'type':'text','body':'x'}", "phone"),
        send("phone is a number", "{'phone':4670000002,'type':'text','body':'x'}", "phone"),
        send("phone is a word", "{'phone':'mother','type':'text','body':'x'}", "phone"),
        send("phone is too short", "{'phone':'123','type':'text','body':'x'}", "phone"),
        send(
            "phone is too long",
            "{'phone':'123456789012345678901','type':'text','body':'x'}",
            "phone"),
        send("phone is empty", "{'phone':'','type':'text','body':'x'}", "phone"),
        send(
            "phone of another server",
            "{'phone':'4670000002@evil','type':'text','body':'x'}",
            "phone"),
        send("type is unknown", "{'phone':'4670000002','type':'fax','body':'x'}", "type"),
        send("type in capitals", "{'phone':'4670000002','type':'TEXT','body':'x'}", "type"),
        send("type is a list", "{'phone':'4670000002','type':['text'],'body':'x'}", "type"),
        send("body is empty", "{'phone':'4670000002','type':'text','body':''}", "body"),
        send("body is a number", "{'phone':'4670000002','type':'text','body':7}", "body"),
        send("body is true", "{'phone':'4670000002','type':'text','body':true}", "body"),
        send("body is an object", "{'phone':'4670000002','type':'text','body':{}}", "body"),
        send("body is too long", text("x".repeat(65_537)), "body"),
        send("NUL in the body", text("a\\u0000b"), "body"),
        send("half a surrogate pair", text("a\\ud800b"), "body"),
        send("the other half", text("\\udc00"), "body"),
        send("unknown field", "{'phone':'4670000002','type':'text','body':'x','to':'y'}", "to"),
        send(
            "not yet known field",
            "{'phone':'4670000002','type':'text','body':'x','sendAt':1}",
            "sendAt"),
        send(
            "all at once",
            "{'phone':7,'type':'fax','body':'','x':1,'y':2}",
            "phone",
            "type",
            "x",
            "y"));
  }

  private static Stream<Arguments> malformedBodies() {
    return Stream.of(
        malformed("nothing", ""),
        malformed("space", "  "),
        malformed("a list", "[]"),
        malformed("a text", "'x'"),
        malformed("null", "null"),
        malformed("cut off", "{'phone':"),
        malformed("no quotes", "{phone:'4670000002'}"),
        malformed("comment", "{/* */}"),
        malformed("trailing comma", "{'phone':'4670000002',}"),
        malformed("trailing garbage", text("x") + "x"),
        malformed("a second object", text("x") + "{}"),
        malformed("a field twice", "{'phone':'4670000002','type':'text','body':'x','body':'y'}"),
        malformed("deep", "[".repeat(33) + "]".repeat(33)),
        malformed("deep inside", "{'body':" + "[".repeat(32) + "]".repeat(32) + "}"),
        malformed("a long number", "{'body':" + "9".repeat(2000) + "}"),
        malformed("not a number", "{'body':NaN}"),
        malformed("a raw line break", "{'body':'a\nb'}"),
        malformed("not UTF-8", text("\u00ff")),
        malformed("overlong UTF-8", text("\u00c0\u0080")),
        malformed("a surrogate in UTF-8", text("\u00ed\u00a0\u0080")),
        malformed("UTF-16", "\u0000{\u0000}"),
        malformed("a byte order mark", "\u00ef\u00bb\u00bf{}"));
  }

  private static Stream<Arguments> sessionBodies() {
    return Stream.of(
        bad("id is a number", HttpMethods.POST, SESSIONS, "{'id':7}", "id"),
        bad("id is empty", HttpMethods.POST, SESSIONS, "{'id':''}", "id"),
        bad("id is a path", HttpMethods.POST, SESSIONS, "{'id':'../x'}", "id"),
        bad("id is too long", HttpMethods.POST, SESSIONS, "{'id':'" + "x".repeat(65) + "'}", "id"),
        bad("name is empty", HttpMethods.POST, SESSIONS, "{'name':''}", "name"),
        bad(
            "name is too long",
            HttpMethods.POST,
            SESSIONS,
            "{'name':'" + "x".repeat(101) + "'}",
            "name"),
        bad("start is a text", HttpMethods.POST, SESSIONS, "{'start':'true'}", "start"),
        bad("start is a number", HttpMethods.POST, SESSIONS, "{'start':1}", "start"),
        bad("config is a list", HttpMethods.POST, SESSIONS, "{'config':[]}", "config"),
        bad("unknown in config", HttpMethods.POST, SESSIONS, "{'config':{'x':1}}", "config.x"),
        bad(
            "text in config",
            HttpMethods.POST,
            SESSIONS,
            "{'config':{'autoReconnect':'no'}}",
            "config.autoReconnect"),
        bad("unknown field", HttpMethods.POST, SESSIONS, "{'name':'a','nome':'b'}", "nome"),
        bad("odd field", HttpMethods.POST, SESSIONS, "{'n\\u0000\\u00e5':1}", "n??"),
        bad("the id cannot change", HttpMethods.PATCH, ONE, "{'id':'other'}", "id"),
        bad("name is a number", HttpMethods.PATCH, ONE, "{'name':7}", "name"),
        bad("config is a text", HttpMethods.PATCH, ONE, "{'config':'x'}", "config"));
  }

  private static Stream<Arguments> otherBodies() {
    return Stream.of(
        bad("no phone", HttpMethods.POST, PAIRING, "{}", "phone"),
        bad(
            "a group has no phone",
            HttpMethods.POST,
            PAIRING,
            "{'phone':'12345678@g.us'}",
            "phone"),
        bad("a LID is no phone", HttpMethods.POST, PAIRING, "{'phone':'12345678@lid'}", "phone"),
        bad("restart takes nothing", HttpMethods.POST, ONE + "/restart", "{'force':true}", "force"),
        row("restart takes no list", HttpMethods.POST, ONE + "/restart", "[]", MALFORMED),
        row("stop takes no garbage", HttpMethods.POST, ONE + "/stop", "x", MALFORMED),
        row("a patch says something", HttpMethods.PATCH, ONE, "", MALFORMED));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aBadQueryIsRefused(String pathAndQuery, String field) throws Exception {
    ReadAnswer answer = api.get(pathAndQuery);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(INVALID);
    assertThat(answer.fields()).containsExactly(field);
    assertThat(api.asked()).isZero();
  }

  private static Stream<Arguments> queries() {
    return Stream.of(
        arguments(SESSIONS + "?limit=0", "limit"),
        arguments(SESSIONS + "?limit=1001", "limit"),
        arguments(SESSIONS + "?limit=-1", "limit"),
        arguments(SESSIONS + "?limit=ten", "limit"),
        arguments(SESSIONS + "?limit=", "limit"),
        arguments(SESSIONS + "?limit=99999999999", "limit"),
        arguments(SESSIONS + "?limit=1&limit=2", "limit"),
        arguments(SESSIONS + "?offset=-1", "offset"),
        arguments(SESSIONS + "?offset=1.5", "offset"),
        arguments(SESSIONS + "?sort=colour", "sort"),
        arguments(SESSIONS + "?status=connected", "status"),
        arguments(SESSIONS + "?statsu=CONNECTED", "statsu"),
        arguments(SESSIONS + "?apiKey=x", "apiKey"),
        arguments(ONE + "/qr?format=gif", "format"),
        arguments(ONE + "/qr?size=9", "size"),
        arguments(MESSAGES + "?limit=201", "limit"),
        arguments(MESSAGES + "?phone=mother", "phone"),
        arguments(MESSAGES + "?chatId=x", "chatId"),
        arguments(MESSAGES + "?phone=4670000002&chatId=4670000003@c.us", "chatId"),
        arguments(MESSAGES + "?direction=out", "direction"),
        arguments(MESSAGES + "?type=a%20b", "type"),
        arguments(MESSAGES + "?status=sent", "status"),
        arguments(MESSAGES + "?after=yesterday", "after"),
        arguments(MESSAGES + "?after=2026-01-01", "after"),
        arguments(MESSAGES + "?before=2026-13-01T00:00:00Z", "before"),
        arguments(MESSAGES + "?before=%2B999999999-01-01T00:00:00Z", "before"),
        arguments(MESSAGES + "?q=", "q"),
        arguments(MESSAGES + "?q=%20%20", "q"),
        arguments(MESSAGES + "?q=a%00b", "q"),
        arguments(MESSAGES + "?q=" + "x".repeat(201), "q"),
        arguments(MESSAGES + "?cursor=abc", "cursor"));
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, MESSAGES, text("x".repeat(256 * 1024)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    assertThat(api.asked()).isZero();
  }

  private static Arguments send(String what, String body, String... fields) {
    return bad(what, HttpMethods.POST, MESSAGES, body, fields);
  }

  private static Arguments malformed(String what, String body) {
    return row(what, HttpMethods.POST, MESSAGES, body, MALFORMED);
  }

  private static Arguments bad(
      String what, HttpMethod method, String path, String body, String... fields) {
    return row(what, method, path, body, INVALID, fields);
  }

  private static Arguments row(
      String what, HttpMethod method, String path, String body, String code, String... fields) {
    return arguments(what, method, path, body.replace('\'', '"'), code, List.of(fields));
  }

  private static String text(String body) {
    return "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"" + body + "\"}";
  }
}
