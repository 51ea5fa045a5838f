package org.openwa.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.openwa.model.RequestId;
import org.openwa.model.Total;
import org.openwa.schedule.PlanPage;

/** Makes answers. */
final class Answers {

  static final ContentType PROBLEM_JSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false));

  static final ContentType SVG = ContentTypes.create(MediaTypes.IMAGE_SVG_XML);
  static final ContentType PNG = ContentTypes.create(MediaTypes.IMAGE_PNG);
  static final ContentType YAML =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "yaml", HttpCharsets.UTF_8, Map.of(), false));

  private Answers() {}

  static HttpResponse json(int status, Object body) {
    return bytes(ContentTypes.APPLICATION_JSON, Json.write(body))
        .withStatus(StatusCodes.get(status));
  }

  /** A bare array; how many there are in all, and where the rest is, are headers. */
  static HttpResponse list(List<?> items, long total, Optional<String> next) {
    HttpResponse answer =
        json(200, items).addHeader(RawHeader.create("X-Total-Count", Long.toString(total)));
    return next.map(link -> answer.addHeader(RawHeader.create("Link", link))).orElse(answer);
  }

  /** The same where the total may be a lower limit. */
  static HttpResponse list(List<?> items, Total total, Optional<String> next) {
    return list(items, total.count(), next)
        .addHeader(RawHeader.create("X-Total-Count-Exact", Boolean.toString(total.exact())));
  }

  /** A page of plans. */
  static <T> HttpResponse list(Call call, PlanPage<T> page, Function<T, ?> json) {
    return list(
        page.plans().stream().map(json).toList(),
        page.total(),
        page.next().map(next -> PageLink.next(call.request(), "cursor", next.value())));
  }

  static HttpResponse bytes(ContentType type, byte[] bytes) {
    return HttpResponse.create()
        .withStatus(StatusCodes.OK)
        .withEntity(HttpEntities.create(type, bytes));
  }

  static HttpResponse utf8(ContentType type, String text) {
    return bytes(type, text.getBytes(StandardCharsets.UTF_8));
  }

  static HttpResponse text(String text) {
    return utf8(ContentTypes.TEXT_PLAIN_UTF8, text);
  }

  static HttpResponse nothing() {
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
  }

  static HttpResponse problem(Problem problem, RequestId requestId) {
    HttpResponse answer =
        bytes(PROBLEM_JSON, Json.write(problem.body(requestId)))
            .withStatus(StatusCodes.get(problem.status()));
    for (Map.Entry<String, String> header : problem.headers().entrySet()) {
      answer = answer.addHeader(RawHeader.create(header.getKey(), header.getValue()));
    }
    return answer;
  }
}
