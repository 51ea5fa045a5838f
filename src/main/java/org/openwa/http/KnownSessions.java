package org.openwa.http;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.model.SessionId;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/** Tells what a session does not have from a session that there is not. */
record KnownSessions(Sessions sessions) {

  /** Fails with a problem where there is no such session. */
  CompletionStage<SessionReply> require(SessionId session) {
    return sessions
        .<SessionReply>ask(session, SessionCommand.GetView::new)
        .thenApply(reply ->
            switch (reply) {
              case SessionReply.Accepted accepted -> accepted;
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  /** Fails with the problem, or because there is no such session at all. */
  CompletionStage<HttpResponse> absent(SessionId session, Problem problem) {
    return require(session)
        .thenApply(_ -> {
          throw problem.exception();
        });
  }
}
