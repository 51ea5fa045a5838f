package org.openwa;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.config.Settings;
import org.openwa.model.SessionId;
import org.openwa.session.QrReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionView;
import org.openwa.session.Sessions;
import org.openwa.simulator.WhatsAppWebSimulator;

/** A node to try: with a simulated WhatsApp inside and a session that is linked already. */
final class Demo {

  private static final SessionId SESSION = new SessionId("default");
  private static final String PHONE = "628111000111";
  private static final String FRIEND = "628222000222";
  private static final Duration LINK_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  private final Sessions sessions;
  private final SimulatorClient simulator;

  private Demo(Sessions sessions, SimulatorClient simulator) {
    this.sessions = sessions;
    this.simulator = simulator;
  }

  static void start(Settings settings) throws IOException {
    WhatsAppWebSimulator simulator = SimulatorProcess.start(settings);
    SimulatorClient client = SimulatorClient.at(URI.create("http://localhost:" + simulator.port()));
    Node node = Main.start(settings.forDemo(), Optional.of(client.browserAddress()));
    System.out.println(
        "OpenWA " + Version.current() + " answers on " + node.url() + "; linking a session ...");
    new Demo(node.sessions(), client).link();
    System.out.print(hints(settings, node.url(), simulator.port()));
  }

  /** Only a session that asks for it is linked: the link of an earlier start is still good. */
  private void link() {
    simulator.createPhone(PHONE, "Demo");
    simulator.createPhone(FRIEND, "Friend");
    ask(replyTo -> new SessionCommand.Create("Demo", SessionConfig.DEFAULT, true, replyTo));
    long end = System.nanoTime() + LINK_TIMEOUT.toNanos();
    while (!isConnected()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the demo session was not connected within " + LINK_TIMEOUT.toSeconds() + " s");
      }
      pause();
    }
  }

  private boolean isConnected() {
    if (!(ask(SessionCommand.GetView::new) instanceof SessionReply.Accepted(SessionView view))) {
      return false;
    }
    switch (view.status()) {
      case SCAN_QR -> scan();
      case STOPPED, LOGGED_OUT, FAILED -> ask(SessionCommand.Start::new);
      case INITIALIZING, CONNECTING, CONNECTED, DISCONNECTED, ACTION_REQUIRED -> {}
    }
    return view.connectedAt() != null;
  }

  private void scan() {
    QrReply reply =
        sessions.<QrReply>ask(SESSION, SessionCommand.GetQr::new).toCompletableFuture().join();
    if (reply instanceof QrReply.Qr(var text, _)) {
      simulator.scan(PHONE, text);
    }
  }

  private SessionReply ask(Function<ActorRef<SessionReply>, SessionCommand> command) {
    return sessions.ask(SESSION, command).toCompletableFuture().join();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String hints(Settings settings, URI url, int simulatorPort) {
    String key =
        settings.apiKey().isPresent()
            ? "API_KEY=$OPENWA_API_KEY"
            : "API_KEY=$(cat " + Main.keyFile(settings) + ")";
    return """

    The session "default" is connected. Try it:

      %1$s
      curl -H "X-API-Key: $API_KEY" %2$s/api/sessions/default
      curl -X POST %2$s/api/sessions/default/messages -H "X-API-Key: $API_KEY" \\
        -H "Content-Type: application/json" \\
        -d '{"phone": "%3$s", "type": "text", "body": "Hello"}'
      curl -X POST http://localhost:%4$d/phones/%5$s/messages \\
        -d '{"from": "%3$s", "body": "Hi there"}'
      curl -H "X-API-Key: $API_KEY" %2$s/api/sessions/default/messages

    Ctrl-C stops it.
    """
        .formatted(key, url, FRIEND, simulatorPort, PHONE);
  }
}
