package org.openwa.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.Query;
import org.apache.pekko.http.javadsl.model.Uri;

/** The Link header to the next page: the same request with one parameter changed. */
final class PageLink {

  private PageLink() {}

  /** Relative, so that it holds behind every proxy. */
  static String next(HttpRequest request, String parameter, String value) {
    Map<String, String> parameters = new LinkedHashMap<>(request.getUri().query().toMap());
    parameters.put(parameter, value);
    Uri uri = Uri.create(request.getUri().path()).query(Query.create(parameters));
    return "<" + uri + ">; rel=\"next\"";
  }
}
