package org.openwa.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A profile's folder as Chromium leaves it, made by the test. */
public final class TestProfile {

  private static final String TABLES = "Default/IndexedDB/https_x_0.indexeddb.leveldb/";

  private TestProfile() {}

  /** A few files, in each of which this word is. */
  public static Path write(Path folder, String word) {
    put(folder, TABLES + "000003.log", word.repeat(40).getBytes(StandardCharsets.UTF_8));
    put(folder, TABLES + "000005.ldb", bytes(5, 300));
    put(folder, TABLES + "CURRENT", "MANIFEST-000001\n".getBytes(StandardCharsets.UTF_8));
    put(folder, TABLES + "LOCK", new byte[0]);
    put(folder, "Default/Local Storage/leveldb/000003.log", word.getBytes(StandardCharsets.UTF_8));
    put(folder, "Default/Cookies", (word + " cookies").getBytes(StandardCharsets.UTF_8));
    put(folder, "Default/Cookies-journal", new byte[0]);
    put(folder, "Default/History", "not needed".getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  /** With so many tables of a mebibyte more. */
  public static Path large(Path folder, int tables) {
    write(folder, "large");
    for (int i = 0; i < tables; i++) {
      put(folder, TABLES + "%06d.ldb".formatted(100 + i), bytes(i, 1 << 20));
    }
    return folder;
  }

  public static void put(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Names and contents of all that carries the link. */
  public static SortedMap<String, Integer> contents(Path folder) {
    try {
      SortedMap<String, Integer> contents = new TreeMap<>();
      for (String name : ProfileFiles.in(folder)) {
        contents.put(name, Arrays.hashCode(Files.readAllBytes(folder.resolve(name))));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
