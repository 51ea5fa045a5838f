package org.openwa.session;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.browser.BrowserHost;
import org.openwa.lease.Leases;
import org.openwa.message.MessageStore;

/**
 * What a session works with.
 *
 * @param node this node's address, as shown to operators
 * @param host the browsers of this node
 * @param capacity of the whole cluster
 */
public record SessionParts(
    String node,
    ActorRef<BrowserHost.Command> host,
    Capacity capacity,
    Leases leases,
    SessionDirectory directory,
    MessageStore messages,
    PageFiles files,
    InboundMedia inbound,
    SessionSettings settings,
    Clock clock,
    RandomGenerator random) {}
