package org.openwa.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.PageException;
import org.openwa.browser.PageFact;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;

/** One browser without a browser. */
public final class FakeBrowser extends NoBrowser {

  public static final Account ACCOUNT = new Account("4917012345", "Demo", "android");
  public static final ChatId UNKNOWN_NUMBER = new ChatId("00000@c.us");

  /** The bytes that its scripts use, and how many of them are garbage. */
  public static final long HEAP = 30_000_000;

  public static final long FREED = 4_000_000;

  private volatile byte[] picture = {1, 2, 3};
  private final SessionId session;
  private final Consumer<BridgeEvent> events;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<MessageId> sent = new CopyOnWriteArrayList<>();
  private final List<MessageId> lookedUp = new CopyOnWriteArrayList<>();
  private final Map<MessageId, Found> held = new ConcurrentHashMap<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<MessageId, byte[]> attached = new ConcurrentHashMap<>();
  private final List<OutgoingMessage> messages = new CopyOnWriteArrayList<>();
  private final List<MessageAction> actions = new CopyOnWriteArrayList<>();
  private final Map<ChatId, List<PageFact.MessageAdded>> chats = new ConcurrentHashMap<>();
  private final Map<ChatId, AtomicInteger> refusals = new ConcurrentHashMap<>();
  private final Map<MessageId, Found> late = new ConcurrentHashMap<>();
  private volatile CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);
  private volatile boolean mute;
  private volatile boolean slow;
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

  /** From now on what is sent is answered only after {@link #finishSending}. */
  public void sendSlowly() {
    sending = new CompletableFuture<>();
  }

  public void finishSending() {
    sending.complete(null);
  }

  public List<MessageId> sent() {
    return sent;
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  /** From now on a close takes until {@link #finishClosing}. */
  public void closeSlowly() {
    slow = true;
  }

  public void finishClosing() {
    closed.complete(null);
  }

  /** Is run once the browser is closed. */
  void onClose(Runnable work) {
    var _ = closed.thenRun(work);
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public CompletionStage<Void> close() {
    if (!slow) {
      finishClosing();
    }
    return closed;
  }

  @Override
  public CompletionStage<Void> kill() {
    killed = true;
    finishClosing();
    return closed;
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
    messages.add(message);
    return sending.thenApply(_ -> new Accepted(1_700_000_000L));
  }

  /** The files that the page was given, whole. */
  public Map<String, byte[]> files() {
    return files;
  }

  public List<OutgoingMessage> messages() {
    return messages;
  }

  public List<MessageAction> actions() {
    return actions;
  }

  /** What {@link #take} gives from now on. */
  public void hasFile(MessageId message, byte[] bytes) {
    attached.put(message, bytes);
  }

  @Override
  public CompletionStage<Void> put(String file, long offset, byte[] piece) {
    byte[] before = offset == 0 ? new byte[0] : files.getOrDefault(file, new byte[0]);
    byte[] whole = Arrays.copyOf(before, before.length + piece.length);
    System.arraycopy(piece, 0, whole, before.length, piece.length);
    files.put(file, whole);
    return done();
  }

  @Override
  public CompletionStage<byte[]> take(MessageId message, long offset) {
    byte[] whole = attached.get(message);
    if (whole == null) {
      return CompletableFuture.failedStage(
          new PageException(PageException.Kind.REFUSED, "no file"));
    }
    int end = (int) Math.min(whole.length, offset + MAX_PIECE);
    return CompletableFuture.completedStage(Arrays.copyOfRange(whole, (int) offset, end));
  }

  @Override
  public CompletionStage<Void> act(MessageId message, MessageAction action) {
    actions.add(action);
    return done();
  }

  /** What {@link #lookup} finds from now on. */
  public void holds(MessageId id, int ack) {
    held.put(id, new Found(ack, 1_700_000_007L));
  }

  public List<MessageId> lookedUp() {
    return lookedUp;
  }

  /** What the second {@link #lookup} finds, and the first does not. */
  public void findsLater(MessageId id, int ack) {
    late.put(id, new Found(ack, 1_700_000_007L));
  }

  @Override
  public CompletionStage<Lookup> lookup(MessageId id) {
    lookedUp.add(id);
    Found foundNextTime = late.remove(id);
    if (foundNextTime != null) {
      held.put(id, foundNextTime);
      return CompletableFuture.completedStage(new NotFound());
    }
    Found found = held.get(id);
    return CompletableFuture.completedStage(found == null ? new NotFound() : found);
  }

  /** What the page holds of a chat from now on, newest last. */
  public void holds(ChatId chat, List<PageFact.MessageAdded> messages) {
    chats.put(chat, messages);
  }

  /** So many times the page refuses to say what it holds of a chat. */
  public void refusesHistory(ChatId chat, int times) {
    refusals.put(chat, new AtomicInteger(times));
  }

  @Override
  public CompletionStage<Heads> heads(int from, int count) {
    List<Head> heads =
        chats.entrySet().stream()
            .map(chat ->
                new Head(
                    chat.getKey().value(),
                    chat.getKey(),
                    chat.getValue().getLast().id(),
                    chat.getValue().getLast().waTimestamp()))
            .toList();
    return CompletableFuture.completedStage(new Heads(heads, OptionalInt.empty()));
  }

  @Override
  public CompletionStage<List<PageFact.MessageAdded>> history(
      Head chat, long since, int from, int count) {
    AtomicInteger refused = refusals.get(chat.chat());
    if (refused != null && refused.getAndDecrement() > 0) {
      return CompletableFuture.failedStage(
          new PageException(PageException.Kind.REFUSED, "not now"));
    }
    return CompletableFuture.completedStage(
        chats.getOrDefault(chat.chat(), List.of()).stream()
            .filter(message -> message.waTimestamp() >= since)
            .skip(from)
            .limit(count)
            .toList());
  }

  @Override
  public CompletionStage<String> pairingCode(String phone) {
    return CompletableFuture.completedStage("ABCD1234");
  }

  /** What a screenshot shows from now on. */
  public void shows(byte[] png) {
    picture = png;
  }

  @Override
  public CompletionStage<byte[]> screenshot() {
    return CompletableFuture.completedStage(picture);
  }

  @Override
  public CompletionStage<Void> acknowledge(long sequence) {
    acknowledged.accumulateAndGet(sequence, Math::max);
    return done();
  }

  @Override
  public CompletionStage<Long> heap() {
    return CompletableFuture.completedStage(HEAP);
  }

  @Override
  public CompletionStage<Long> clearCaches() {
    return CompletableFuture.completedStage(HEAP - FREED);
  }

  @Override
  public CompletionStage<Void> logout() {
    tell(new BridgeEvent.Unlinked("logged out"));
    return done();
  }
}
