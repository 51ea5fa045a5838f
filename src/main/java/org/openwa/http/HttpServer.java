package org.openwa.http;

import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.settings.ParserSettings;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/**
 * Opens the port. The binding leaves with the node: when it stops, the port closes first and
 * requests that are under way may end within {@link Deadlines#drain}.
 */
public final class HttpServer {

  /** Longer than our own deadline, which gives a better answer. */
  private static final Duration PEKKO_GRACE = Duration.ofSeconds(10);

  private HttpServer() {}

  /**
   * Starts to serve. Where the port is taken, the stage fails with an {@link IllegalStateException}
   * whose message is for the operator.
   */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system, String bind, int port, Deadlines deadlines, Route route) {
    return Http.get(system)
        .newServerAt(bind, port)
        .withSettings(pekkoSettings(system, deadlines))
        .bind(route)
        .thenApply(binding -> binding.addToCoordinatedShutdown(deadlines.drain(), system))
        .exceptionally(failure -> {
          throw explained(bind, port, failure);
        });
  }

  private static ServerSettings pekkoSettings(ActorSystem<?> system, Deadlines deadlines) {
    ServerSettings defaults = ServerSettings.create(system.classicSystem());
    ParserSettings parsing = defaults.getParserSettings().withIllegalHeaderWarnings(false);
    scala.concurrent.duration.Duration lastResort =
        scala.jdk.javaapi.DurationConverters.toScala(deadlines.answer().plus(PEKKO_GRACE));
    return defaults
        .withRemoteAddressAttribute(true)
        .withServerHeader(Optional.empty())
        .withParserSettings(parsing)
        .withParsingErrorHandler(ParsingProblem.class.getName())
        .withTimeouts(defaults.getTimeouts().withRequestTimeout(lastResort));
  }

  private static IllegalStateException explained(String bind, int port, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new IllegalStateException(
            "openwa.http: cannot open port "
                + port
                + " on "
                + bind
                + ": it is taken, or the address is not of this machine",
            failure);
      }
    }
    return new IllegalStateException("openwa.http: cannot open the port", failure);
  }
}
