package org.openwa.http;

import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.openwa.model.RequestId;

/** What every answer carries: its id, and that it is neither guessed at, kept nor framed. */
final class StandardHeaders {

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store",
          "Referrer-Policy", "no-referrer",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private StandardHeaders() {}

  static HttpResponse on(HttpResponse answer, RequestId id) {
    HttpResponse complete = answer.addHeader(RequestIds.header(id));
    for (Map.Entry<String, String> header : HEADERS.entrySet()) {
      complete = complete.addHeader(RawHeader.create(header.getKey(), header.getValue()));
    }
    return complete;
  }
}
