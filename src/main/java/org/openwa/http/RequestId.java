package org.openwa.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Names a request in its answer and in every log line about it: the caller's name or ours. */
record RequestId(String value) {

  static final String HEADER = "X-Request-ID";

  /** The key in the log's MDC. */
  static final String MDC_KEY = "requestId";

  private static final Pattern SYNTAX = Pattern.compile("[!-~]{1,128}");

  /** The caller's, where it is 1 to 128 visible ASCII characters; else a new one. */
  static RequestId of(HttpRequest request) {
    Optional<String> given = request.getHeader(HEADER).map(HttpHeader::value);
    return given
        .filter(text -> SYNTAX.matcher(text).matches())
        .map(RequestId::new)
        .orElseGet(RequestId::make);
  }

  static RequestId make() {
    return new RequestId(UUID.randomUUID().toString());
  }

  HttpHeader header() {
    return RawHeader.create(HEADER, value);
  }
}
