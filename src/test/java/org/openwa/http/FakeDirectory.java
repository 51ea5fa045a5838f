package org.openwa.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionView;

/** A list that always has the same page. */
final class FakeDirectory implements SessionDirectory {

  final List<Query> asked = new ArrayList<>();
  CompletionStage<Listing> answer =
      CompletableFuture.completedFuture(
          new Listing(List.of(FakeSessions.connected("default"), FakeSessions.stopped("old")), 2));

  @Override
  public CompletionStage<Listing> list(Query query) {
    asked.add(query);
    return answer;
  }

  @Override
  public CompletionStage<Void> save(SessionView session) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<Void> delete(SessionId session) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<List<SessionId>> shouldRun() {
    throw new AssertionError("the API never asks this");
  }
}
