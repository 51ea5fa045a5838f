package org.openwa.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** What the same HTTP client does against the same sink when it does nothing else. */
final class BareClient {

  private BareClient() {}

  /** Posts so many at once, for so long; answers how many a second. */
  static double perSecond(URI url, String body, int atOnce, Duration time)
      throws IOException, InterruptedException {
    AtomicLong done = new AtomicLong();
    AtomicInteger failed = new AtomicInteger();
    long began = System.nanoTime();
    long end = began + time.toNanos();
    try (CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(atOnce)
                        .setMaxConnPerRoute(atOnce)
                        .build())
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            try {
              HttpPost post = new HttpPost(url);
              post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
              client.execute(post, answer -> answer.getCode());
              done.incrementAndGet();
            } catch (IOException e) {
              failed.incrementAndGet();
            }
          }
        });
      }
      threads.shutdown();
      threads.awaitTermination(time.toMillis() * 2, TimeUnit.MILLISECONDS);
    }
    if (failed.get() > 0) {
      throw new IOException(failed + " requests of the bare client failed");
    }
    return done.get() / ((System.nanoTime() - began) / 1e9);
  }
}
