package org.openwa.http;

import static org.openwa.http.Endpoint.get;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openwa.access.Role;

/** {@code GET /api/openapi.yaml}: the description of this API, out of the program itself. */
final class OpenApiRoute {

  static final String RESOURCE = "/openapi.yaml";

  private final byte[] description;

  OpenApiRoute() {
    try (InputStream file = OpenApiRoute.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("openapi.yaml is missing from the build");
      }
      description = file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Endpoint> endpoints() {
    return List.of(
        get(
                "/api/openapi.yaml",
                Role.VIEWER,
                _ -> CompletableFuture.completedFuture(Answers.bytes(Answers.YAML, description)))
            .checkingLimits());
  }
}
