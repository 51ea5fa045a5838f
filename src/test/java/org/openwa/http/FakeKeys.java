package org.openwa.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.access.ApiKey;
import org.openwa.access.KeyTable;
import org.openwa.access.KeyText;
import org.openwa.access.Limits;
import org.openwa.access.Role;

/** Keys in a list; one is there from the beginning. */
final class FakeKeys implements KeyTable {

  static final ApiKey KEY =
      new ApiKey(
          "k00000000001",
          "Front desk",
          Role.SENDER,
          Limits.NONE,
          Optional.empty(),
          FakeSessions.NOON,
          "admin",
          Optional.empty());

  final List<ApiKey> keys = new ArrayList<>(List.of(KEY));

  @Override
  public CompletionStage<List<ApiKey>> list() {
    return CompletableFuture.completedStage(List.copyOf(keys));
  }

  @Override
  public CompletionStage<Optional<ApiKey>> find(String id) {
    return CompletableFuture.completedStage(
        keys.stream().filter(key -> key.id().equals(id)).findFirst());
  }

  @Override
  public CompletionStage<Boolean> add(ApiKey key, KeyText text) {
    return CompletableFuture.completedStage(keys.add(key));
  }

  @Override
  public CompletionStage<Boolean> remove(String id) {
    return CompletableFuture.completedStage(keys.removeIf(key -> key.id().equals(id)));
  }

  @Override
  public CompletionStage<Optional<ApiKey>> recognise(KeyText text) {
    throw new AssertionError("the API asks for callers elsewhere");
  }
}
