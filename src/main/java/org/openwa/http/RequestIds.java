package org.openwa.http;

import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.openwa.model.RequestId;

/** Requests are called what their callers call them, or else something of ours. */
final class RequestIds {

  static final String HEADER = "X-Request-ID";

  private RequestIds() {}

  /** The caller's, where it is 1 to 128 visible ASCII characters; else a new one. */
  static RequestId of(HttpRequest request) {
    Optional<String> given = request.getHeader(HEADER).map(HttpHeader::value);
    return given
        .filter(text -> RequestId.SYNTAX.matcher(text).matches())
        .map(RequestId::new)
        .orElseGet(RequestIds::make);
  }

  static RequestId make() {
    return new RequestId(UUID.randomUUID().toString());
  }

  static HttpHeader header(RequestId id) {
    return RawHeader.create(HEADER, id.value());
  }
}
