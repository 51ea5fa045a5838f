package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are fetched from a URL. */
class MediaUrlTest extends MediaApi {

  @Test
  void aFileIsFetchedFromItsUrl() throws Exception {
    byte[] bytes = bytes(50_000);
    HttpServer server = server("image/jpeg; charset=x", bytes);
    try {
      ReadAnswer answer = post(url(server, "image"));

      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      assertThat(sent().file().mimetype()).isEqualTo("image/jpeg");
      assertThat(kept(sent().file().id())).isEqualTo(bytes);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatAUrlGivesMustFitTheType() throws Exception {
    HttpServer server = server("text/plain", bytes(10));
    try {
      ReadAnswer answer = post(url(server, "image"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("media.url");
      assertNothingKept();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aUrlThatGivesTooMuchIsRefused() throws Exception {
    HttpServer server = server("image/png", bytes(Api.MAX_FILE + 1));
    try {
      ReadAnswer answer = post(url(server, "image"));

      assertThat(answer.status()).isEqualTo(413);
      assertNothingKept();
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/a.png",
        "http://0x7f000002/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "gopher://example.com/",
        "http://ok@example.com/",
        "http:///a.png",
        "http://exa mple.com/",
        "http://example.com:0/"
      })
  void aUrlThatLeadsNowhereGoodIsRefusedWithoutAnAddress(String url) throws Exception {
    ReadAnswer answer =
        post("{\"phone\":\"4670000002\",\"type\":\"image\",\"media\":{\"url\":\"" + url + "\"}}");

    assertThat(answer.status()).as(answer.body()).isIn(400, 422);
    assertThat(answer.body()).doesNotContain("10.0.0.1").doesNotContain("169.254");
    assertThat(api.sessions.asked).isEmpty();
    assertNothingKept();
  }
}
