package org.openwa.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The file of one phone: a fact per line, appended as it happens. One writer at a time. */
final class FactFile implements AutoCloseable {

  private final Path file;
  private final BufferedWriter lines;

  private FactFile(Path file, BufferedWriter lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Every fact of the file; a last line that a kill cut off is left out. */
  static List<Fact> read(Path file) throws IOException {
    List<Fact> facts = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        try {
          facts.add(Json.MAPPER.readValue(line, Fact.class));
        } catch (JsonProcessingException e) {
          break;
        }
      }
    }
    return facts;
  }

  /** Writes the file anew with these facts only, and opens it for more. */
  static FactFile rewrite(Path file, List<? extends Fact> facts) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    List<String> text = facts.stream().map(FactFile::line).toList();
    Files.write(unfinished, text, StandardCharsets.UTF_8);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new FactFile(
        file, Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
  }

  void append(Fact fact) {
    try {
      lines.write(line(fact));
      lines.newLine();
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String line(Fact fact) {
    try {
      // The declared type is what makes Jackson write which fact it is.
      return Json.MAPPER.writerFor(Fact.class).writeValueAsString(fact);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
