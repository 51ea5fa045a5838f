package org.openwa.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;

/** One browser without a browser. */
public final class FakeBrowser implements Browser, Page {

  public static final Account ACCOUNT = new Account("4917012345", "Demo", "android");
  public static final ChatId UNKNOWN_NUMBER = new ChatId("00000@c.us");

  private final SessionId session;
  private final Consumer<BridgeEvent> events;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<MessageId> sent = new CopyOnWriteArrayList<>();
  private final List<MessageId> lookedUp = new CopyOnWriteArrayList<>();
  private final Map<MessageId, Found> held = new ConcurrentHashMap<>();
  private volatile boolean mute;
  private volatile boolean killed;

  FakeBrowser(SessionId session, Consumer<BridgeEvent> events) {
    this.session = session;
    this.events = events;
  }

  public SessionId session() {
    return session;
  }

  /** What the page or the browser tells. */
  public void tell(BridgeEvent event) {
    events.accept(event);
  }

  public void connect() {
    tell(new BridgeEvent.Connected(ACCOUNT));
  }

  /** From now on a send gets no answer. */
  public void fallSilent() {
    mute = true;
  }

  public List<MessageId> sent() {
    return sent;
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public Page page() {
    return this;
  }

  @Override
  public long guardPid() {
    return 0;
  }

  @Override
  public Frozen freeze() {
    return () -> {};
  }

  @Override
  public CompletionStage<Void> close() {
    closed.complete(null);
    return closed;
  }

  @Override
  public CompletionStage<Void> kill() {
    killed = true;
    return close();
  }

  public boolean isKilled() {
    return killed;
  }

  @Override
  public CompletionStage<MessageId> prepare(ChatId chat) {
    return chat.equals(UNKNOWN_NUMBER)
        ? CompletableFuture.failedStage(
            new PageException(PageException.Kind.UNKNOWN_NUMBER, "nobody"))
        : CompletableFuture.completedStage(
            new MessageId("true_" + chat + "_3EB0" + ids.incrementAndGet()));
  }

  @Override
  public CompletionStage<Accepted> send(MessageId id, OutgoingMessage message) {
    if (mute) {
      return CompletableFuture.failedStage(
          new PageException(PageException.Kind.NO_ANSWER, "no answer"));
    }
    sent.add(id);
    return CompletableFuture.completedStage(new Accepted(1_700_000_000L));
  }

  /** What {@link #lookup} finds from now on. */
  public void holds(MessageId id, int ack) {
    held.put(id, new Found(ack, 1_700_000_007L));
  }

  public List<MessageId> lookedUp() {
    return lookedUp;
  }

  @Override
  public CompletionStage<Lookup> lookup(MessageId id) {
    lookedUp.add(id);
    Found found = held.get(id);
    return CompletableFuture.completedStage(found == null ? new NotFound() : found);
  }

  @Override
  public CompletionStage<String> pairingCode(String phone) {
    return CompletableFuture.completedStage("ABCD1234");
  }

  @Override
  public CompletionStage<byte[]> screenshot() {
    return CompletableFuture.completedStage(new byte[] {1, 2, 3});
  }

  @Override
  public CompletionStage<Void> acknowledge(long sequence) {
    acknowledged.accumulateAndGet(sequence, Math::max);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> probe() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> logout() {
    tell(new BridgeEvent.Unlinked("logged out"));
    return CompletableFuture.completedStage(null);
  }
}
