package org.openwa.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.model.Account;
import org.openwa.model.CborSerializable;
import org.openwa.model.SessionId;

/**
 * A session as it is shown to callers.
 *
 * @param statusReason in words; null where the status says it all
 * @param shouldRun what the caller asked for last
 * @param account the linked account; null when not linked
 * @param node where it lives; null while it lives nowhere
 * @param epoch of its newest browser; 0 before the first
 * @param connectedAt since when it is connected; null when it is not
 * @param reconnects how often a browser was started again since the session came to this node
 */
public record SessionView(
    SessionId id,
    String name,
    SessionStatus status,
    @Nullable String statusReason,
    Instant statusSince,
    boolean shouldRun,
    @Nullable Account account,
    @Nullable String node,
    long epoch,
    Instant createdAt,
    @Nullable Instant connectedAt,
    SessionConfig config,
    long reconnects)
    implements CborSerializable {}
