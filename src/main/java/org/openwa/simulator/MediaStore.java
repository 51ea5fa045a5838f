package org.openwa.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes under the hash of what they are. */
record MediaStore(Path directory) {

  /** Keeps the bytes and answers their hash, in hexadecimal. */
  String put(byte[] bytes) throws IOException {
    String hash = HexFormat.of().formatHex(sha256(bytes));
    Path file = directory.resolve(hash);
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      Path unfinished = Files.createTempFile(directory, "unfinished", "");
      Files.write(unfinished, bytes);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return hash;
  }

  byte[] get(String hash) throws IOException {
    if (!hash.matches("[0-9a-f]{64}") || !Files.exists(directory.resolve(hash))) {
      throw ApiProblem.notFound("no such media");
    }
    return Files.readAllBytes(directory.resolve(hash));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
