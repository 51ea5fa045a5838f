package org.openwa.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the addresses of a name to whoever dials them, each judged before. If one address of a name
 * is forbidden, the whole name is.
 */
public final class GuardedResolver implements DnsResolver, AutoCloseable {

  /**
   * The system's lookup blocks in native code, where a virtual thread takes one of the few threads
   * below all of them with it: some dead names would stop everybody. So it has threads of its own.
   */
  private static final int LOOKUPS = 16;

  private final AddressGuard guard;
  private final Names names;
  private final ThreadPoolExecutor lookups;

  GuardedResolver(AddressGuard guard, Names names) {
    this.guard = guard;
    this.names = names;
    this.lookups =
        new ThreadPoolExecutor(
            LOOKUPS,
            LOOKUPS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("egress-dns-", 0).factory());
    this.lookups.allowCoreThreadTimeOut(true);
  }

  /** Looks a name up. */
  @FunctionalInterface
  public interface Names {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  /** The name leads to an address that may not be dialled. */
  static final class BlockedAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public InetAddress[] resolve(String name) throws UnknownHostException {
    InetAddress[] addresses = lookUp(name);
    for (InetAddress address : addresses) {
      if (!guard.permits(address)) {
        throw new BlockedAddress();
      }
    }
    return addresses;
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> names.resolve(name));
    lookups.execute(lookup);
    try {
      return lookup.get();
    } catch (ExecutionException e) {
      throw new UnknownHostException("not found");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }

  @Override
  public String resolveCanonicalHostname(String name) {
    return name;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
