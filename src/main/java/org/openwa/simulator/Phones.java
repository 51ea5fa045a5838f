package org.openwa.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All accounts, as their files in one folder tell. */
final class Phones implements AutoCloseable {

  private static final String ENDING = ".jsonl";

  private final Path directory;
  private final Clock clock;
  private final Map<String, Phone> phones = new ConcurrentHashMap<>();

  private Phones(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  static Phones in(Path directory, Clock clock) throws IOException {
    Files.createDirectories(directory);
    Phones phones = new Phones(directory, clock);
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .forEach(name -> phones.open(name.substring(0, name.length() - ENDING.length())));
    }
    return phones;
  }

  /** The account with this number; made when it is new, renamed when a name is given. */
  Phone create(String digits, @Nullable String name) {
    if (!digits.matches("[1-9][0-9]{4,19}")) {
      throw ApiProblem.invalid("a phone is 5 to 20 digits and does not begin with 0");
    }
    Phone phone = open(digits);
    int scans = phone.look(memory -> memory.account().scans());
    boolean nameless = phone.look(memory -> memory.account().name().isEmpty());
    if (name != null || nameless) {
      phone.remember(new Fact.Named(name == null ? "Phone " + digits : name, scans));
    }
    return phone;
  }

  private Phone open(String digits) {
    return phones.computeIfAbsent(digits, this::load);
  }

  private Phone load(String digits) {
    try {
      Path file = directory.resolve(digits + ENDING);
      Memory memory = new Memory();
      FactFile.read(file).forEach(memory::apply);
      return new Phone(digits, memory, FactFile.rewrite(file, memory.facts()), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Phone> find(String digits) {
    return Optional.ofNullable(phones.get(digits));
  }

  Phone get(String digits) {
    return find(digits)
        .orElseThrow(() -> ApiProblem.notFound("no phone " + digits + "; create it with PUT"));
  }

  List<Phone> all() {
    return List.copyOf(phones.values());
  }

  @Override
  public void close() {
    phones.values().forEach(Phone::close);
  }
}
