package org.openwa.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;

/** Says what it was asked. */
final class FakeAdmin implements AdminDesk {

  @Override
  public void export(OutputStream out) throws IOException {
    out.write("{\"end\":true}\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean vault(VaultTask task, PrintStream out) {
    out.println(task);
    return task != VaultTask.VERIFY;
  }

  @Override
  public SchemaRow schema() {
    return new SchemaRow("0.1.0", "h2", "070", "0.1.0", List.of());
  }

  @Override
  public Executor blocking() {
    return Thread::startVirtualThread;
  }
}
