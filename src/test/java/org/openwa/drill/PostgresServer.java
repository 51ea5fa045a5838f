package org.openwa.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Debian's PostgreSQL with the durability it comes with, in a folder of its own. */
final class PostgresServer implements AutoCloseable {

  private static final int PORT = 5477;

  private final Path binaries;
  private final Path data;

  private PostgresServer(Path binaries, Path data) {
    this.binaries = binaries;
    this.data = data;
  }

  /** Makes a server and its database, and starts it on an address. */
  static PostgresServer start(Path binaries, Path folder, String address) {
    PostgresServer server = new PostgresServer(binaries, folder.resolve("postgres"));
    Shell.run("install", "-d", "-o", "postgres", "-m", "700", server.data.toString());
    server.as("initdb", "-D", server.data.toString(), "-U", "openwa", "-A", "trust");
    server.append(
        "postgresql.conf",
        "listen_addresses = '"
            + address
            + "'\nport = "
            + PORT
            + "\nunix_socket_directories = '"
            + server.data
            + "'\nmax_connections = 200\n");
    server.append("pg_hba.conf", "host all all 10.77.0.0/24 trust\n");
    server.start();
    server.as("createdb", "-h", server.data.toString(), "-p", "" + PORT, "-U", "openwa", "openwa");
    return server;
  }

  private void append(String file, String text) {
    try {
      Files.writeString(data.resolve(file), text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "jdbc:postgresql://" + Network.DATABASE + ":" + PORT + "/openwa";
  }

  void start() {
    as("pg_ctl", "-D", data.toString(), "-w", "-l", data.resolve("server.log").toString(), "start");
  }

  /** As an operator's mistake or a crash of its machine does it. */
  void stop() {
    as("pg_ctl", "-D", data.toString(), "-w", "-m", "immediate", "stop");
  }

  /**
   * Versions of profiles that were stored by a browser that had a successor by then, in words. By
   * the database alone: whatever let them in must not say so itself.
   */
  List<String> lateVersions() {
    return as(
            "psql",
            "-h",
            data.toString(),
            "-p",
            "" + PORT,
            "-U",
            "openwa",
            "-At",
            "-c",
            """
            SELECT v.session_id || ' version ' || v.version || ' of epoch ' || v.epoch
            FROM profile_version v JOIN profile_stay s ON s.session_id = v.session_id
            WHERE v.epoch < s.epoch AND v.saved_at > s.since
            ORDER BY 1
            """,
            "openwa")
        .lines()
        .toList();
  }

  private String as(String program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("runuser", "-u", "postgres", "--", binaries.resolve(program).toString()));
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  @Override
  public void close() {
    Shell.tryRun(
        "runuser",
        "-u",
        "postgres",
        "--",
        binaries.resolve("pg_ctl").toString(),
        "-D",
        data.toString(),
        "-m",
        "immediate",
        "stop");
  }
}
