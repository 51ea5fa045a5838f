package org.openwa.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A WhatsApp Web of our own: a page that public clients take for the real one, and the phones
 * behind it with an API of their own. Several phones and many pages at once; what it knows lies in
 * its folder and survives a restart.
 */
public final class WhatsAppWebSimulator implements AutoCloseable {

  private final HttpServer phoneServer;
  private final HttpsServer pageServer;
  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final Phones phones;
  private final String spki;

  private WhatsAppWebSimulator(
      HttpServer phoneServer,
      HttpsServer pageServer,
      ExecutorService threads,
      ScheduledExecutorService timer,
      Phones phones,
      String spki) {
    this.phoneServer = phoneServer;
    this.pageServer = pageServer;
    this.threads = threads;
    this.timer = timer;
    this.phones = phones;
    this.spki = spki;
  }

  /** Opens both ports; the first start in a folder makes the certificate too. */
  public static WhatsAppWebSimulator start(SimulatorSettings settings) throws IOException {
    // Small writes would otherwise wait 40 ms each for an acknowledgement. Read once, at first use.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    Path directory = Files.createDirectories(settings.directory());
    PageCertificate certificate = PageCertificate.in(directory);
    Phones phones = Phones.in(directory.resolve("phones"), Clock.systemUTC());
    MediaStore media = new MediaStore(directory.resolve("media"));
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("simulator-timer").daemon().factory());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Pages pages = new Pages(settings, timer);

    HttpsServer pageServer = HttpsServer.create();
    pageServer.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    pageServer.bind(new InetSocketAddress(settings.bind(), settings.httpsPort()), 0);
    PageActions actions = new PageActions(phones, media, timer);
    PageFiles files = new PageFiles(settings.version());
    Call.Routes pageRoutes = new PageRoutes(pages, phones, actions, media, files);
    pageServer.createContext("/", Call.handler(pageRoutes));

    ObjectNode about =
        Json.object()
            .put("httpsPort", pageServer.getAddress().getPort())
            .put("spki", certificate.spki())
            .put("version", settings.version());
    HttpServer phoneServer =
        HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), 0);
    phoneServer.createContext("/", Call.handler(new PhoneRoutes(about, phones, pages, media)));

    pageServer.setExecutor(threads);
    phoneServer.setExecutor(threads);
    pageServer.start();
    phoneServer.start();
    return new WhatsAppWebSimulator(
        phoneServer, pageServer, threads, timer, phones, certificate.spki());
  }

  /** Where the phone API listens. */
  public int port() {
    return phoneServer.getAddress().getPort();
  }

  /** Where {@code https://web.whatsapp.com} has to be mapped to. */
  public int httpsPort() {
    return pageServer.getAddress().getPort();
  }

  /** The pin of the page's certificate, for {@code --ignore-certificate-errors-spki-list}. */
  public String spki() {
    return spki;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    phones.close();
    pageServer.stop(0);
    phoneServer.stop(0);
    threads.shutdownNow();
  }
}
