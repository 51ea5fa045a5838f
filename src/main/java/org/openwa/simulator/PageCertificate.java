package org.openwa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The self-signed certificate of web.whatsapp.com. It is made once, kept in the simulator's folder,
 * and known to browsers by its pin alone.
 *
 * @param context what the HTTPS server is opened with
 * @param spki base64 of the SHA-256 of the public key, as Chromium wants it
 */
record PageCertificate(SSLContext context, String spki) {

  private static final String ALIAS = "web.whatsapp.com";
  // Guards nothing: the file's permissions do, and a PKCS12 store cannot go without.
  private static final char[] PASSWORD = "simulator".toCharArray();

  static PageCertificate in(Path directory) throws IOException {
    Path file = directory.resolve("web.whatsapp.com.p12");
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      byte[] key = store.getCertificate(ALIAS).getPublicKey().getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return new PageCertificate(context, Base64.getEncoder().encodeToString(digest));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate in " + file + " cannot be used", e);
    }
  }

  private static void make(Path file) throws IOException {
    Path unfinished = file.resolveSibling("unfinished.p12");
    Files.deleteIfExists(unfinished);
    Process keytool = new ProcessBuilder(command(unfinished)).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool made no certificate: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
    Files.move(unfinished, file);
  }

  private static List<String> command(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "3650",
        "-dname",
        "CN=web.whatsapp.com",
        "-ext",
        "SAN=dns:web.whatsapp.com,dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass",
        new String(PASSWORD),
        "-keystore",
        file.toString());
  }
}
