package org.openwa.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** A receiver that answers byte by byte whatever a test wants, however wrong that is. */
final class RawReceiver implements AutoCloseable {

  /** Writes an answer, after the request was read; the connection is closed when it returns. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  final AtomicLong connections = new AtomicLong();
  final AtomicLong written = new AtomicLong();

  private final ServerSocket server;
  private final Answer answer;

  RawReceiver(Answer answer) throws IOException {
    this(ServerSocketFactory.getDefault(), answer);
  }

  RawReceiver(ServerSocketFactory factory, Answer answer) throws IOException {
    this.server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    Thread.ofVirtual().start(this::accept);
  }

  static Answer text(String answer) {
    return out -> out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed by the test.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(request(new BufferedInputStream(socket.getInputStream())));
      answer.write(new Counted(socket.getOutputStream(), written));
    } catch (IOException | UncheckedIOException e) {
      // The sender had enough, which is what most tests want to see.
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request breaks off");
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?is).*\r\ncontent-length: *([0-9]+)\r\n.*", "$1");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return head + new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static final class Counted extends OutputStream {

    private final OutputStream out;
    private final AtomicLong written;

    Counted(OutputStream out, AtomicLong written) {
      this.out = out;
      this.written = written;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      written.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written.addAndGet(length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
