package org.openwa.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the API shows of the cluster, and changes in it. */
public interface ClusterDesk {

  /** The cluster as this node sees it. */
  CompletionStage<Overview> overview();

  /**
   * Makes a node take no more sessions and hand over those that it has, or ends that; empty where
   * there is none of that name or address.
   */
  CompletionStage<Optional<NodeRow>> drain(String node, boolean draining);

  /**
   * The answer in JSON.
   *
   * @param node the one that answers
   * @param leases of sessions that have a browser, or had one; the first of them where there are
   *     very many
   * @param leasesTotal how many there are
   */
  record Overview(String node, List<NodeRow> nodes, List<LeaseRow> leases, long leasesTotal) {

    public Overview {
      nodes = List.copyOf(nodes);
      leases = List.copyOf(leases);
    }
  }

  /**
   * A node. What it has not told yet is null.
   *
   * @param status of the member: {@code joining}, {@code up}, {@code leaving}, {@code exiting},
   *     {@code down}
   * @param upSince when the node started
   * @param sessions browsers that it runs or starts
   * @param slots browsers that it may run at most
   */
  record NodeRow(
      @Nullable String name,
      String address,
      String version,
      String status,
      boolean reachable,
      boolean draining,
      @Nullable Instant upSince,
      @Nullable Integer sessions,
      @Nullable Integer slots,
      @Nullable MemoryRow memory) {}

  /** Of the node's machine or container. */
  record MemoryRow(long totalBytes, long availableBytes) {}

  /**
   * Who owns a session, or had it last.
   *
   * @param expiresAt unless it is renewed until then; null where it was given back
   */
  record LeaseRow(String session, String node, long epoch, @Nullable Instant expiresAt) {}
}
