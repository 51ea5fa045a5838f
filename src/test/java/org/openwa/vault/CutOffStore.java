package org.openwa.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openwa.model.SessionId;

/** A store that works until so many rows were written, and then is gone. */
final class CutOffStore implements VaultStore {

  /** Now it is gone. */
  static final class CutOff extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  private final VaultStore store;
  private int left;

  CutOffStore(VaultStore store, int rows) {
    this.store = store;
    this.left = rows;
  }

  private void spend() {
    if (left-- <= 0) {
      throw new CutOff();
    }
  }

  @Override
  public Optional<LastStay> lastStay(SessionId session) {
    return store.lastStay(session);
  }

  @Override
  public void stay(SessionId session, long epoch, String node) {
    store.stay(session, epoch, node);
  }

  @Override
  public Optional<WrappedKey> key(SessionId session) {
    return store.key(session);
  }

  @Override
  public List<SessionId> notWrappedBy(String keyId) {
    return store.notWrappedBy(keyId);
  }

  @Override
  public WrappedKey addKey(SessionId session, long epoch, WrappedKey wrapped) {
    spend();
    WrappedKey added = store.addKey(session, epoch, wrapped);
    spend();
    return added;
  }

  @Override
  public boolean replaceKey(SessionId session, WrappedKey former, WrappedKey wrapped) {
    return store.replaceKey(session, former, wrapped);
  }

  @Override
  public Map<String, Integer> blobs(SessionId session) {
    return store.blobs(session);
  }

  /** Worse than a database: what was written before the end stays. */
  @Override
  public void write(SessionId session, long epoch, List<Part> parts) {
    for (Part part : parts) {
      spend();
      store.write(session, epoch, List.of(part));
    }
    spend();
  }

  @Override
  public Optional<byte[]> read(SessionId session, String blob, int position) {
    spend();
    return store.read(session, blob, position);
  }

  @Override
  public List<SessionId> sessions() {
    return store.sessions();
  }

  @Override
  public List<Version> versions(SessionId session) {
    return store.versions(session);
  }

  @Override
  public long nextVersion(SessionId session) {
    return store.nextVersion(session);
  }

  @Override
  public void complete(SessionId session, Version version, Map<String, Integer> parts, int keep) {
    spend();
    store.complete(session, version, parts, keep);
  }

  @Override
  public void confirm(SessionId session, long epoch, long version) {
    store.confirm(session, epoch, version);
  }

  @Override
  public boolean retire(SessionId session, long epoch) {
    return store.retire(session, epoch);
  }

  @Override
  public int removeRetired(Instant before) {
    return store.removeRetired(before);
  }
}
