package org.openwa.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * Speaks HTTP with addresses that the guard permits. The address that was judged is the one that is
 * dialled, for every connection anew; redirects are not followed, nothing is tried again, nothing
 * is unpacked, no cookie is kept.
 */
public final class GuardedClient implements AutoCloseable {

  /** A head longer than this is an attack on our memory. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  private final CloseableHttpClient client;
  private final CloseableHttpClient unkept;
  private final GuardedResolver resolver;

  /**
   * A client that looks names up by itself.
   *
   * @param timeout for connecting, and for each wait for more of an answer
   * @param connections at once
   */
  public static GuardedClient create(AddressGuard guard, Duration timeout, int connections) {
    return new GuardedClient(
        guard,
        InetAddress::getAllByName,
        DefaultClientTlsStrategy.createDefault(),
        timeout,
        connections);
  }

  /** The same with names and certificates of one's own, for tests. */
  public GuardedClient(
      AddressGuard guard,
      GuardedResolver.Names names,
      TlsSocketStrategy tls,
      Duration timeout,
      int connections) {
    this.resolver = new GuardedResolver(guard, names);
    this.client = client(tls, timeout, connections, DefaultConnectionReuseStrategy.INSTANCE);
    this.unkept = client(tls, timeout, connections, (_, _, _) -> false);
  }

  private CloseableHttpClient client(
      TlsSocketStrategy tls, Duration timeout, int connections, ConnectionReuseStrategy reuse) {
    Timeout limit = Timeout.of(timeout);
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(tls)
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(LIMITS).build())
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(limit)
                        .build())
                .build())
        .setConnectionReuseStrategy(reuse)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .build();
  }

  /**
   * Sends a request and answers as soon as the head of the answer is there. Blocks. Whoever does
   * not want to read the body to its end aborts the request before closing the answer.
   */
  public ClassicHttpResponse open(HttpUriRequestBase request) throws IOException, HttpException {
    return client.executeOpen(RoutingSupport.determineHost(request), request, null);
  }

  /** The same on a connection that nobody used before: a kept one may be stale. */
  public ClassicHttpResponse openAnew(HttpUriRequestBase request)
      throws IOException, HttpException {
    return unkept.executeOpen(RoutingSupport.determineHost(request), request, null);
  }

  @Override
  public void close() throws IOException {
    client.close();
    unkept.close();
    resolver.close();
  }
}
