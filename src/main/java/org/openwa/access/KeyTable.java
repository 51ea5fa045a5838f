package org.openwa.access;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The minted keys, as all nodes see them. */
public interface KeyTable {

  /** The oldest first. */
  CompletionStage<List<ApiKey>> list();

  CompletionStage<Optional<ApiKey>> find(String id);

  /** Answers whether there was room for it; at most {@link ApiKey#MAX} are kept. */
  CompletionStage<Boolean> add(ApiKey key, KeyText text);

  /** Answers whether there was such a key. */
  CompletionStage<Boolean> remove(String id);

  /** The key of this text, if it is one and has not run out. Notes that it was used. */
  CompletionStage<Optional<ApiKey>> recognise(KeyText text);
}
