package org.openwa.http;

import java.util.Optional;
import org.openwa.media.KeptFile;

/**
 * The body of a send. Where it brought a file, that is kept already, and field {@code media.base64}
 * says its hash instead.
 */
record Intake(JsonFields fields, Optional<KeptFile> file) {}
