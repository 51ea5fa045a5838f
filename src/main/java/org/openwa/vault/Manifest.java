package org.openwa.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The files of a version, sorted by name: what ties names to contents, so it is sealed itself. */
record Manifest(List<ArchivedFile> files) {

  private static final int FORMAT = 1;

  Manifest {
    files = List.copyOf(files);
  }

  long bytes() {
    return files.stream().mapToLong(ArchivedFile::bytes).sum();
  }

  byte[] encoded() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(files.size());
      for (ArchivedFile file : files) {
        out.writeUTF(file.name());
        out.writeLong(file.bytes());
        out.writeUTF(file.blob());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Manifest decoded(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new VaultException("was saved in format " + format + " by a newer program");
      }
      int count = in.readInt();
      List<ArchivedFile> files = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        files.add(new ArchivedFile(in.readUTF(), in.readLong(), in.readUTF()));
      }
      return new Manifest(files);
    } catch (IOException e) {
      throw new VaultException("has a list of files that cannot be read", e);
    }
  }
}
