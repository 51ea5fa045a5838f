package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.trigger;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;

/** {@code /api/cluster/...} */
final class ClusterRoutes {

  private static final String NODE = "node";

  private final ClusterDesk cluster;

  ClusterRoutes(ClusterDesk cluster) {
    this.cluster = cluster;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get("/api/cluster", Role.VIEWER, this::show),
        trigger("/api/cluster/nodes/{node}/drain", Role.ADMIN, call -> drain(call, true)),
        trigger("/api/cluster/nodes/{node}/undrain", Role.ADMIN, call -> drain(call, false)));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return cluster.overview().thenApply(overview -> Answers.json(200, overview));
  }

  /** The wish is known to the node; its sessions leave one after the other. */
  private CompletionStage<HttpResponse> drain(Call call, boolean draining) {
    return cluster
        .drain(Objects.requireNonNull(call.path().get(NODE)), draining)
        .thenApply(found ->
            Answers.json(202, found.orElseThrow(() -> Problem.nodeNotFound().exception())));
  }
}
