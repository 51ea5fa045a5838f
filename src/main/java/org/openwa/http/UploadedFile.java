package org.openwa.http;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openwa.media.KeptFile;
import org.openwa.media.MediaStore;

/** The one file that a body may bring, once it is kept. */
final class UploadedFile {

  private final Function<MediaStore.Bytes, KeptFile> store;
  private @Nullable KeptFile kept;

  UploadedFile(Function<MediaStore.Bytes, KeptFile> store) {
    this.store = store;
  }

  /** Keeps a file and answers what stands for its bytes in the request. */
  String keep(MediaStore.Bytes bytes) {
    KeptFile file = store.apply(bytes);
    kept = file;
    return "sha256:" + file.sha256();
  }

  Optional<KeptFile> kept() {
    return Optional.ofNullable(kept);
  }
}
