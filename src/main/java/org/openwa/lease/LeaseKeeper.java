package org.openwa.lease;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/**
 * Keeps the leases of one node: renews all of them in one statement, parks them while most nodes
 * agree that the database is away, and says which are lost. Answers the keepers of other nodes,
 * too. docs/adr/0060-a-browser-has-a-lease.md says why this never lets two browsers live.
 */
public final class LeaseKeeper {

  /** All that the keeper receives. */
  public sealed interface Received
      permits KeeperCommand,
          Acquire,
          Release,
          ReleaseAll,
          Claims.Event,
          Tick,
          Renewed,
          Unreachable,
          Keepers,
          Removed,
          Parking,
          Named {}

  record Acquire(SessionId session, CompletableFuture<Grant> answer) implements Received {}

  record Release(SessionId session, long epoch, CompletableFuture<Void> answer)
      implements Received {}

  record ReleaseAll(CompletableFuture<Void> answer) implements Received {}

  private enum Tick implements Received {
    RENEW,
    LOOK,
    IDENTIFY
  }

  /** The answer to a renewal of {@code asked}, which was sent at this moment. */
  private record Renewed(long sent, Map<SessionId, Long> asked, Map<SessionId, Long> kept)
      implements Received {}

  private record Unreachable(String reason) implements Received {}

  private record Keepers(Receptionist.Listing listing) implements Received {}

  private record Removed(ClusterEvent.MemberRemoved event) implements Received {}

  private record Parking(long asked, boolean agreed) implements Received {}

  private record Named(@Nullable String cluster) implements Received {}

  /** What a keeper tells its node. Called from the keeper, so it must return at once. */
  public interface Listener {

    /** The session is not this node's any more; its browser must be killed. */
    void lost(SessionId session, long epoch, String reason);

    /** Only this node does not reach the database; it must leave the cluster. */
    void alone();

    /** This node knows which cluster it belongs to: from now on it may own sessions. */
    void joined();
  }

  /** What a keeper works with. */
  public record Parts(
      Owner owner, LeaseTable table, HeldLeases held, LeaseSettings settings, Listener listener) {}

  static final ServiceKey<KeeperCommand> KEY =
      ServiceKey.create(KeeperCommand.class, "lease-keeper");

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
  private static final Duration IDENTIFY_INTERVAL = Duration.ofMillis(250);

  private final ActorContext<Received> context;
  private final Parts parts;
  private final HeldLeases held;
  private final Electorate electorate;
  private final Promises promises;
  private final Claims claims;
  private final DatabaseSight sight;
  private Set<ActorRef<KeeperCommand>> keepers = Set.of();
  private boolean renewing;
  private boolean asking;
  private boolean alone;

  private LeaseKeeper(
      ActorContext<Received> context, TimerScheduler<Received> timers, Parts parts) {
    this.context = context;
    this.parts = parts;
    this.held = parts.held();
    LeaseSettings settings = parts.settings();
    Cluster cluster = Cluster.get(context.getSystem());
    this.electorate =
        new Electorate(cluster, settings.parkFor().plus(LeaseSettings.PROMISE).toNanos());
    this.promises = new Promises(LeaseSettings.PROMISE.toNanos(), held.now());
    this.sight = new DatabaseSight(settings, held.now());
    this.claims = new Claims(context, parts, electorate, this::poll);
    timers.startTimerAtFixedRate(Tick.RENEW, settings.interval());
    timers.startTimerAtFixedRate(Tick.LOOK, LOOK_INTERVAL);
    timers.startTimerWithFixedDelay(Tick.IDENTIFY, Duration.ZERO, IDENTIFY_INTERVAL);
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(ClusterEvent.MemberRemoved.class, Removed::new),
                ClusterEvent.MemberRemoved.class));
    var receptionist = context.getSystem().receptionist();
    receptionist.tell(Receptionist.register(KEY, context.getSelf().narrow()));
    receptionist.tell(
        Receptionist.subscribe(
            KEY, context.messageAdapter(Receptionist.Listing.class, Keepers::new)));
    renew();
  }

  public static Behavior<Received> create(Parts parts) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new LeaseKeeper(context, timers, parts).behavior(timers)));
  }

  private Behavior<Received> behavior(TimerScheduler<Received> timers) {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Acquire acquire -> claims.acquire(acquire);
        case Release release -> claims.release(release);
        case ReleaseAll(var answer) -> claims.releaseAll(answer);
        case Claims.Event event -> claims.on(event);
        case Tick.RENEW -> renew();
        case Tick.LOOK -> look();
        case Tick.IDENTIFY -> identify();
        case Renewed renewed -> onRenewed(renewed);
        case Unreachable(var reason) -> onUnreachable(reason);
        case Keepers(var listing) -> keepers = listing.getAllServiceInstances(KEY);
        case Removed(var event) -> electorate.onRemoved(event, held.now());
        case Parking parking -> onParking(parking);
        case Named(var cluster) -> {
          if (cluster != null) {
            context.getLog().info("this node belongs to cluster {}", cluster);
            claims.named(cluster);
            timers.cancel(Tick.IDENTIFY);
            parts.listener().joined();
          }
        }
        case KeeperCommand.PromiseAway(var replyTo) ->
            replyTo.tell(new KeeperCommand.Promise(sight.isAway() && promises.away(held.now())));
        case KeeperCommand.PromiseThere(var replyTo) ->
            replyTo.tell(
                new KeeperCommand.Promise(sight.isThere(held.now()) && promises.there(held.now())));
        case KeeperCommand.WhichCluster(var replyTo) ->
            replyTo.tell(new KeeperCommand.ClusterNamed(claims.cluster()));
      }
      return Behaviors.same();
    });
  }

  /** What a node has to have among its cluster roles, so that others know its runs apart. */
  public static List<String> roles(Owner owner) {
    return Electorate.roles(owner);
  }

  private void renew() {
    if (renewing) {
      return;
    }
    renewing = true;
    Map<SessionId, Long> asked = held.epochs();
    long sent = held.now();
    context.pipeToSelf(
        Limited.within(
            parts.settings().interval(), parts.table().renew(parts.owner(), asked.keySet())),
        (kept, failure) ->
            kept == null
                ? new Unreachable(Limited.reason(failure))
                : new Renewed(sent, asked, kept));
  }

  private void onRenewed(Renewed renewed) {
    renewing = false;
    if (sight.answered(renewed.sent())) {
      context.getLog().info("the database answers again");
    }
    renewed
        .asked()
        .forEach((session, epoch) -> {
          if (epoch.equals(renewed.kept().get(session))) {
            held.renewed(session, epoch, renewed.sent());
          } else if (held.drop(session, epoch)) {
            lost(session, epoch, "another node took the session");
          }
        });
  }

  private void onUnreachable(String reason) {
    renewing = false;
    if (sight.silent(held.now())) {
      context.getLog().warn("the database does not answer: {}", reason);
    }
    askToPark();
  }

  /** What is over is lost. What has to go on without the database needs the word of most nodes. */
  private void look() {
    held.dropExpired()
        .forEach((session, epoch) -> lost(session, epoch, "the lease could not be renewed"));
    if (sight.isAway()) {
      askToPark();
      renew();
    }
    if (sight.isAlone(held.now()) && !alone) {
      alone = true;
      context.getLog().error("only this node does not reach the database; it leaves");
      parts.listener().alone();
    }
  }

  private void askToPark() {
    if (asking) {
      return;
    }
    asking = true;
    long asked = held.now();
    int most = electorate.size(asked) / 2 + 1;
    context.pipeToSelf(
        poll().promised(most, KeeperCommand.PromiseAway::new),
        (agreed, _) -> new Parking(asked, Boolean.TRUE.equals(agreed)));
  }

  private void onParking(Parking parking) {
    asking = false;
    if (parking.agreed()) {
      if (sight.agreed(parking.asked())) {
        context.getLog().warn("most nodes agree that the database is away; browsers are parked");
      }
      held.park(parking.asked() + LeaseSettings.PROMISE.minus(LeaseSettings.KILL_MARGIN).toNanos());
    }
  }

  private void lost(SessionId session, long epoch, String reason) {
    context.getLog().warn("session {} is lost at epoch {}: {}", session, epoch, reason);
    parts.listener().lost(session, epoch, reason);
  }

  private void identify() {
    if (electorate.isFirst()) {
      context.getSelf().tell(new Named(parts.owner().incarnation()));
    } else {
      context.pipeToSelf(poll().clusterName(), (name, _) -> new Named(name));
    }
  }

  private Poll poll() {
    return new Poll(context.getSystem(), keepers.stream().filter(electorate::isVoter).toList());
  }
}
