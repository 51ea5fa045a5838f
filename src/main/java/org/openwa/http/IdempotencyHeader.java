package org.openwa.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.openwa.message.SendKey;

/** The header {@code Idempotency-Key}: the caller's own name of a send. */
final class IdempotencyHeader {

  private static final String NAME = "Idempotency-Key";

  private IdempotencyHeader() {}

  /**
   * The key with the fingerprint of the body; empty where the caller named nothing.
   *
   * @throws ProblemException where it is no key
   */
  static Optional<SendKey> of(Call call) {
    List<String> values =
        StreamSupport.stream(call.request().getHeaders().spliterator(), false)
            .filter(header -> header.is("idempotency-key"))
            .map(HttpHeader::value)
            .toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1 || !SendKey.SYNTAX.matcher(values.getFirst()).matches()) {
      FieldError error = new FieldError(NAME, "must be one text of 1 to 255 visible characters");
      throw Problem.invalid(List.of(error)).exception();
    }
    return Optional.of(new SendKey(values.getFirst(), call.body().fingerprint()));
  }
}
