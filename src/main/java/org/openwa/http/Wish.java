package org.openwa.http;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openwa.media.KeptFile;
import org.openwa.media.MediaTypes;
import org.openwa.model.MediaKind;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageContent;

/** What a message is to say, as far as its request told. */
sealed interface Wish {

  /** It can go out as it is. */
  record Ready(MessageContent content) implements Wish {}

  /**
   * A file, which came along or is to be fetched.
   *
   * @param kept the bytes, where they came along
   * @param url where they are, else
   * @param mimetype empty: whatever the server of the URL says
   */
  record File(
      MediaKind kind,
      Optional<String> caption,
      Optional<KeptFile> kept,
      Optional<URI> url,
      Optional<String> mimetype,
      Optional<String> filename)
      implements Wish {

    MessageContent with(MediaRef file) {
      return new MessageContent.Media(kind, file, caption.orElse(null));
    }

    @Nullable String name() {
      return filename.orElse(null);
    }
  }

  /** Reads the fields that files have; what is wrong is said of the field. */
  static File file(MediaKind kind, JsonFields body, Optional<KeptFile> kept, MediaTypes types) {
    if (!body.has("media")) {
      body.wrong("media", "is required");
    }
    Optional<String> caption = body.text("caption", 1, MessageBody.MAX_CAPTION);
    Optional<String> text = body.text("body", 1, MessageBody.MAX_CAPTION);
    if (caption.isPresent() && text.isPresent()) {
      body.wrong("caption", "must not be there beside body");
    }
    Optional<JsonFields> media = body.object("media");
    if (media.isEmpty()) {
      return new File(kind, caption, kept, Optional.empty(), Optional.empty(), Optional.empty());
    }
    return described(kind, media.get(), caption.or(() -> text), kept, types);
  }

  private static File described(
      MediaKind kind,
      JsonFields media,
      Optional<String> caption,
      Optional<KeptFile> kept,
      MediaTypes types) {
    Optional<URI> url =
        media.parsed(
            "url",
            org.openwa.media.MediaFetch::url,
            "an http or https URL of at most 2048 characters, without a password");
    boolean isHere = media.has("base64");
    if (isHere == media.has("url")) {
      media.wrong("url", "or base64 is required, and not both");
    }
    if (isHere && (kept.isEmpty() || kept.get().size() == 0)) {
      media.wrong("base64", "must be the base64 of at least one byte");
    }
    Optional<String> mimetype =
        media.parsed(
            "mimetype",
            text -> Optional.of(text).filter(type -> fits(kind, type) && types.permit(type)),
            "the type of a file that can be sent as " + kind.word() + ", in lower case");
    if (isHere && !media.has("mimetype")) {
      media.wrong("mimetype", "is required beside base64");
    }
    Optional<String> filename = media.text("filename", 1, MessageBody.MAX_FILENAME);
    return new File(kind, caption, kept, url, mimetype, filename.map(Texts::filename));
  }

  /** Whether WhatsApp can show such a file in that way. */
  static boolean fits(MediaKind kind, String mimetype) {
    return MediaTypes.SYNTAX.matcher(mimetype).matches()
        && switch (kind) {
          case IMAGE, STICKER -> mimetype.startsWith("image/");
          case VIDEO -> mimetype.startsWith("video/");
          case AUDIO, VOICE -> mimetype.startsWith("audio/");
          case DOCUMENT -> true;
        };
  }
}
