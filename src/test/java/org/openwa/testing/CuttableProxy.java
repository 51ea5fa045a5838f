package org.openwa.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that a test can close. */
public final class CuttableProxy implements AutoCloseable {

  private enum Way {
    /** Everything passes. */
    OPEN,
    /** Connections end, and new ones end at once. */
    CUT,
    /** Nothing passes, and nobody is told. */
    SILENT
  }

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Way way = Way.OPEN;

  private CuttableProxy(int target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  public static CuttableProxy to(int port) {
    try {
      CuttableProxy proxy =
          new CuttableProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.startVirtualThread(proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** As if the server had been stopped. */
  public void cut() {
    way = Way.CUT;
    sockets.forEach(CuttableProxy::end);
    sockets.clear();
  }

  /** As if a cable had been pulled. */
  public void fallSilent() {
    way = Way.SILENT;
  }

  /** From now on everything passes; what was lost is lost, as are connections that missed some. */
  public void restore() {
    sockets.forEach(CuttableProxy::end);
    sockets.clear();
    way = Way.OPEN;
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = server.accept();
        if (way == Way.CUT) {
          end(client);
        } else {
          Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(client);
          sockets.add(upstream);
          Thread.startVirtualThread(() -> pump(client, upstream));
          Thread.startVirtualThread(() -> pump(upstream, client));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        if (way == Way.OPEN) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // The other end hears of it below.
    }
    end(from);
    end(to);
    sockets.remove(from);
    sockets.remove(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
