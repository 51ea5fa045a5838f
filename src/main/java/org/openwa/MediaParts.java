package org.openwa;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.apache.pekko.actor.typed.ActorSystem;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.GuardedClient;
import org.openwa.http.MediaDesk;
import org.openwa.media.FolderMediaStore;
import org.openwa.media.MediaException;
import org.openwa.media.MediaFetch;
import org.openwa.media.MediaSettings;
import org.openwa.media.MediaStore;
import org.openwa.media.jdbc.SharedFolder;
import org.openwa.message.MessageStore;
import org.openwa.session.InboundMedia;
import org.openwa.session.PageFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node needs for files.
 *
 * @param desk for the API
 * @param files the way between store and pages
 */
record MediaParts(MediaDesk desk, PageFiles files, InboundMedia inbound) {

  private static final Logger LOG = LoggerFactory.getLogger(MediaParts.class);
  private static final Duration CLEAN_EVERY = Duration.ofHours(1);
  private static final int DOWNLOADS = 32;

  /**
   * Opens the folder for files.
   *
   * @throws IllegalStateException where it is not the one that the other nodes use
   */
  static MediaParts open(
      Settings settings,
      Database database,
      MessageStore messages,
      ActorSystem<?> system,
      ExecutorService blocking,
      Clock clock) {
    MediaSettings wanted = settings.media();
    if (settings.database().adapter() == DatabaseSettings.Adapter.POSTGRESQL) {
      SharedFolder.require(database, wanted.directory(), UUID.randomUUID().toString());
    }
    MediaStore store = new FolderMediaStore(wanted.directory(), clock, new SecureRandom());
    GuardedClient client =
        GuardedClient.create(
            new AddressGuard(settings.webhook().allowedNetworks().orElse(List.of())),
            wanted.fetchTimeout(),
            DOWNLOADS);
    system.getWhenTerminated().whenComplete((_, _) -> close(client));
    var _ =
        system
            .scheduler()
            .scheduleAtFixedRate(
                CLEAN_EVERY,
                CLEAN_EVERY,
                () -> blocking.execute(() -> clean(store, wanted, clock)),
                system.executionContext());
    PageFiles files = new PageFiles(store, blocking);
    return new MediaParts(
        new MediaDesk(
            store,
            new MediaFetch(client, store, wanted.fetchTimeout(), wanted.maxBytes()),
            wanted.maxBytes(),
            wanted.types(),
            blocking),
        files,
        new InboundMedia(messages, files, wanted.maxBytes(), wanted.keepInbound()));
  }

  private static void clean(MediaStore store, MediaSettings wanted, Clock clock) {
    try {
      SharedFolder.touch(wanted.directory());
      if (!wanted.retention().isZero()) {
        long deleted = store.deleteOlderThan(clock.instant().minus(wanted.retention()));
        if (deleted > 0) {
          LOG.info("{} files were older than {} and are deleted", deleted, wanted.retention());
        }
      }
    } catch (MediaException | IOException e) {
      LOG.warn("the folder for files could not be cleaned up", e);
    }
  }

  private static void close(GuardedClient client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("a client did not close", e);
    }
  }
}
