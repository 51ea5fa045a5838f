package org.openwa.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the key file, one a line: {@code id base64-of-32-bytes}. The first one wraps; the
 * others only unwrap what has not been wrapped anew since. They are never in the database, so
 * neither it nor its backups tell a profile. Blocks on the disk.
 */
public final class VaultKeys {

  /**
   * One line of the file.
   *
   * @param id tells keys apart; not secret
   */
  record Key(String id, SecretKey secret) {

    @Override
    public String toString() {
      return id;
    }
  }

  private static final int BYTES = 32;
  private static final String COMMENT =
      """
      # The keys of OpenWA's vault. Without them no profile can be restored and every session has to be
      # linked anew: keep a copy, but not beside the backups of the database. The first key is in use,
      # the others open what it has not wrapped yet (scripts/openwa vault rotate-key).
      """;

  private final Path file;
  private final List<Key> keys;

  private VaultKeys(Path file, List<Key> keys) {
    this.file = file;
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the file.
   *
   * @throws VaultException naming what is wrong with it
   */
  public static VaultKeys read(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new VaultException("the vault key file does not exist: " + file);
      }
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
      if (open.contains(PosixFilePermission.OTHERS_READ)
          || open.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new VaultException("the vault key file is open to everyone: chmod 600 " + file);
      }
      List<Key> keys = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          keys.add(key(file, line.strip()));
        }
      }
      if (keys.isEmpty()) {
        throw new VaultException("the vault key file has no key in it: " + file);
      }
      return new VaultKeys(file, keys);
    } catch (IOException e) {
      throw new VaultException("the vault key file cannot be read: " + file, e);
    }
  }

  private static Key key(Path file, String line) {
    String[] words = line.split("\\s+", -1);
    try {
      byte[] bytes = Base64.getDecoder().decode(words[words.length - 1]);
      if (words.length == 2 && bytes.length == BYTES && words[0].matches("[A-Za-z0-9-]{1,32}")) {
        return new Key(words[0], new SecretKeySpec(bytes, "AES"));
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the line, which may be half a key.
    }
    throw new VaultException("a line of the vault key file is no key: " + file);
  }

  /** Reads the file, or makes one with a new key that only its owner can read. */
  public static VaultKeys readOrMake(Path file, SecureRandom random) {
    if (!Files.exists(file)) {
      write(file, List.of(newKey(random)));
    }
    return read(file);
  }

  /** Puts a new key in front of those of the file, which is made where it is missing. */
  public static VaultKeys addTo(Path file, SecureRandom random) {
    return Files.exists(file) ? read(file).withNewKey(random) : readOrMake(file, random);
  }

  private VaultKeys withNewKey(SecureRandom random) {
    List<Key> all = new ArrayList<>(keys);
    all.addFirst(newKey(random));
    write(file, all);
    return read(file);
  }

  private static Key newKey(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Key(
        "k" + Long.toHexString(random.nextLong() | Long.MIN_VALUE),
        new SecretKeySpec(bytes, "AES"));
  }

  /** Whole or not at all: a key file that is cut off would cost every session its link. */
  private static void write(Path file, List<Key> keys) {
    StringBuilder text = new StringBuilder(COMMENT);
    for (Key key : keys) {
      String secret = Base64.getEncoder().encodeToString(key.secret().getEncoded());
      text.append(key.id()).append(' ').append(secret).append('\n');
    }
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(whole);
      Files.createFile(
          whole,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(
          whole,
          text.toString().getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      move(whole, file);
    } catch (IOException e) {
      throw new VaultException("the vault key file cannot be written: " + file, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The id of the key that wraps; not secret. */
  public String newestId() {
    return newest().id();
  }

  /** The one that wraps. */
  Key newest() {
    return keys.getFirst();
  }

  Key find(String id) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new VaultException("the vault key file has no key " + id + ": " + file));
  }
}
