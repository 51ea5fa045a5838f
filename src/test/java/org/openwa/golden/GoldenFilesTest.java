package org.openwa.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.Version;
import org.openwa.golden.GoldenFiles.GoldenFile;
import org.openwa.model.CborSerializable;

/**
 * Everything that travels or lies in the journal is read by the versions beside its own. What this
 * version writes is put into a folder below target; a new class is committed from there.
 */
class GoldenFilesTest {

  private static final Path WRITTEN = Path.of("target/golden");
  private static final Wire WIRE = new Wire();
  private static final List<CborSerializable> SAMPLES = Samples.all(WIRE.somebody());

  /** By manifest. */
  private static final Map<String, CborSerializable> GOLDEN = new LinkedHashMap<>();

  @BeforeAll
  static void write() throws IOException {
    for (CborSerializable sample : SAMPLES) {
      Wire.Written written = WIRE.write(sample);
      if (GOLDEN.putIfAbsent(written.manifest(), sample) == null) {
        GoldenFiles.write(
            WRITTEN, new GoldenFile(Version.current(), written.manifest(), written.bytes()));
      }
    }
  }

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  static List<CborSerializable> samples() {
    return SAMPLES;
  }

  static List<GoldenFile> files() throws IOException {
    return GoldenFiles.read(GoldenFiles.COMMITTED);
  }

  static List<GoldenFile> filesOfThisVersion() throws IOException {
    return files().stream().filter(file -> file.version().equals(Version.current())).toList();
  }

  @Test
  void everyClassHasASampleAndAFile() throws IOException {
    Set<String> classes = serializable();

    Set<String> withSample =
        SAMPLES.stream()
            .map(sample -> sample.getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> withFile =
        filesOfThisVersion().stream()
            .map(GoldenFile::manifest)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(withSample).as("classes in Samples").isEqualTo(classes);
    assertThat(withFile)
        .as(
            "classes with a golden file; after a look at the new ones: mkdir -p %2$s/v%3$s &&"
                + " cp -n %1$s/v%3$s/* %2$s/v%3$s/",
            WRITTEN, GoldenFiles.COMMITTED, Version.current())
        .containsAll(GOLDEN.keySet());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackAsItWas(CborSerializable sample) {
    CborSerializable back = WIRE.read(WIRE.write(sample));

    assertThat(back).usingRecursiveComparison().isEqualTo(sample);
  }

  @ParameterizedTest
  @MethodSource("filesOfThisVersion")
  void whatWasWrittenOnceIsReadAsTheSame(GoldenFile file) {
    CborSerializable read = read(file);

    assertThat(read).usingRecursiveComparison().isEqualTo(GOLDEN.get(file.manifest()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatAReleasedVersionSaidIsKept(GoldenFile file) {
    CborSerializable read = read(file);

    JsonNode now = Wire.tree(WIRE.write(read).bytes());
    assertThat(Trees.unsaid(Wire.tree(file.bytes()), now)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aReleasedVersionFindsWhatItLooksForInWhatIsWrittenNow(GoldenFile file) {
    CborSerializable sample =
        Objects.requireNonNull(GOLDEN.get(file.manifest()), "a released version sends it");

    JsonNode now = Wire.tree(WIRE.write(sample).bytes());
    assertThat(Trees.unfound(Wire.tree(file.bytes()), now)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aFieldOfALaterVersionIsPassedOver(CborSerializable sample) {
    Wire.Written written = WIRE.write(sample);
    byte[] later = Wire.bytes(Trees.withAnotherField(Wire.tree(written.bytes())));

    CborSerializable read =
        WIRE.read(new Wire.Written(written.serializer(), written.manifest(), later));

    assertThat(read).usingRecursiveComparison().isEqualTo(sample);
  }

  /** Names of the classes of the program that can be written. Loads them without running any. */
  private static Set<String> serializable() throws IOException {
    Path folder = classFolder();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder.resolve("org/openwa"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String path = folder.relativize(file).toString();
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        if (!name.endsWith("package-info") && isWritten(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static Path classFolder() {
    try {
      return Path.of(
          CborSerializable.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isWritten(String name) {
    try {
      Class<?> type = Class.forName(name, false, CborSerializable.class.getClassLoader());
      return CborSerializable.class.isAssignableFrom(type) && !type.isInterface();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CborSerializable read(GoldenFile file) {
    int serializer = WIRE.write(SAMPLES.getFirst()).serializer();
    return WIRE.read(new Wire.Written(serializer, file.manifest(), file.bytes()));
  }
}
