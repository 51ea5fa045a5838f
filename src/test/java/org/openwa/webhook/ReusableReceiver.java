package org.openwa.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A receiver that is content, and keeps its connections. */
final class ReusableReceiver implements AutoCloseable {

  private final HttpServer server;
  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();

  ReusableReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          clients.add(exchange.getRemoteAddress());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The far ends of all connections so far. */
  Set<InetSocketAddress> clients() {
    return clients;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
