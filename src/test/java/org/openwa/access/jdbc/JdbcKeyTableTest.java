package org.openwa.access.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.access.ApiKey;
import org.openwa.access.FixedKey;
import org.openwa.access.KeyText;
import org.openwa.access.Limits;
import org.openwa.access.MintedKeys;
import org.openwa.access.Role;
import org.openwa.access.Seal;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.egress.Cidr;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;

/** Two tables on one database are two nodes. */
class JdbcKeyTableTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String FIXED = "0123456789abcdef0123456789ABCDEF";

  /** Turns the text around. */
  private static final Seal SEAL =
      new Seal() {
        @Override
        public String close(String plain) {
          return new StringBuilder(plain).reverse().toString();
        }

        @Override
        public String open(String sealed) {
          return close(sealed);
        }
      };

  private final KeyText text = KeyText.mint(new SecureRandom());
  private Instant now = NOON;

  static Stream<DatabaseSettings> databases() {
    return Databases.both();
  }

  private JdbcKeyTable node(Database database) {
    return new JdbcKeyTable(database, _ -> now, SEAL, new SecureRandom());
  }

  private ApiKey key(Limits limits, Optional<Instant> expiresAt) {
    return new ApiKey(
        text.id(), "Shop", Role.SENDER, limits, expiresAt, NOON, "admin", Optional.empty());
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aKeyIsKnownOnEveryNodeAndOnlyAsAHash(DatabaseSettings settings) throws Exception {
    Limits limits =
        new Limits(
            Set.of(new SessionId("default")),
            Set.of(new ChatId("4670000002@c.us")),
            List.of(Cidr.parse("10.0.0.0/8")));
    try (Database database = Database.open(settings, "0.1.0")) {
      assertThat(get(node(database).recognise(text))).isEmpty();

      assertThat(get(node(database).add(key(limits, Optional.empty()), text))).isTrue();

      Optional<ApiKey> found = get(node(database).recognise(text));
      assertThat(found).contains(key(limits, Optional.empty()));
      String hash =
          get(
              database.inTransaction(handle ->
                  handle.createQuery("SELECT hash FROM api_key").mapTo(String.class).one()));
      assertThat(hash).matches("[0-9a-f]{64}").doesNotContain(text.secret());
      assertThat(get(node(database).find(text.id())).orElseThrow().lastUsedAt()).contains(NOON);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theRightIdWithAWrongSecretIsNoKey(DatabaseSettings settings) throws Exception {
    try (Database database = Database.open(settings, "0.1.0")) {
      get(node(database).add(key(Limits.NONE, Optional.empty()), text));

      KeyText guessed = new KeyText(text.id(), KeyText.mint(new SecureRandom()).secret());

      assertThat(get(node(database).recognise(guessed))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aKeyRunsOut(DatabaseSettings settings) throws Exception {
    try (Database database = Database.open(settings, "0.1.0")) {
      get(node(database).add(key(Limits.NONE, Optional.of(NOON.plusSeconds(60))), text));
      assertThat(get(node(database).recognise(text))).isPresent();

      now = NOON.plusSeconds(60);

      assertThat(get(node(database).recognise(text))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aKeyThatAnotherNodeRevokedIsRefusedWithinFiveSeconds(DatabaseSettings settings)
      throws Exception {
    AtomicLong nanos = new AtomicLong();
    try (Database database = Database.open(settings, "0.1.0")) {
      get(node(database).add(key(Limits.NONE, Optional.empty()), text));
      MintedKeys here = new MintedKeys(FixedKey.of(FIXED), node(database), nanos::get);
      assertThat(get(here.caller(text.reveal()))).isPresent();

      assertThat(get(node(database).remove(text.id()))).isTrue();
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));

      assertThat(get(here.caller(text.reveal()))).isEmpty();
      assertThat(get(here.caller(FIXED))).isPresent();
      assertThat(get(node(database).remove(text.id()))).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theSecretIsSealedAnewAndTheKeysStay(DatabaseSettings settings) throws Exception {
    try (Database database = Database.open(settings, "0.1.0")) {
      get(node(database).add(key(Limits.NONE, Optional.empty()), text));

      node(database).sealAnew();

      assertThat(get(node(database).recognise(text))).isPresent();
    }
  }
}
