package org.openwa.message.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.SessionId;

/** What callers' keys stand for, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class SendKeyTest extends OneStore {

  SendKeyTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
  }

  @Test
  void aKeyStandsForItsFirstMessageAndStoresNoOther() throws Exception {
    SendKey key = new SendKey("order-7", "one");
    StoredMessage first = fresh(1);

    assertThat(begin(first, key)).isEmpty();
    Optional<FirstSend> again = begin(fresh(2), new SendKey("order-7", "two"));
    get(store.settle(ALICE, epoch, first.id(), MessageStatus.SENT, 5));

    assertThat(again).hasValueSatisfying(found -> assertThat(found.fingerprint()).isEqualTo("one"));
    assertThat(list(everything()).messages()).hasSize(1);
    assertThat(get(store.firstSend(ALICE, key)).orElseThrow().message().status())
        .isEqualTo(MessageStatus.SENT);
    assertThat(get(store.firstSend(new SessionId("bob"), key))).isEmpty();
  }

  @Test
  void aKeyIsForgottenAfterADay() throws Exception {
    SendKey key = new SendKey("order-7", "one");
    begin(outgoing(1), key);

    assertThat(get(store.firstSend(ALICE, key))).isEmpty();
    assertThat(begin(fresh(2), key)).isEmpty();
    assertThat(list(everything()).messages()).hasSize(2);
  }

  @Test
  void aKeyIsForgottenWithItsSession() throws Exception {
    SendKey key = new SendKey("order-7", "one");
    begin(fresh(1), key);

    get(store.deleteAll(ALICE));

    assertThat(begin(fresh(2), key)).isEmpty();
  }
}
