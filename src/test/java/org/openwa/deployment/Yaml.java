package org.openwa.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as JSON, which is what Docker and Kubernetes make of it. */
final class Yaml {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  /** The documents of a text; a key that comes twice is refused. */
  static List<JsonNode> documents(String text) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Load(settings).loadAllFromString(text)) {
      if (document != null) {
        documents.add(merged(JSON.valueToTree(document)));
      }
    }
    return documents;
  }

  static JsonNode document(Path file) throws IOException {
    return documents(Files.readString(file)).getFirst();
  }

  /** With the merge keys of YAML 1.1 carried out, as Compose does it. */
  private static JsonNode merged(JsonNode node) {
    if (node instanceof ObjectNode object) {
      JsonNode base = object.remove("<<");
      if (base != null) {
        base.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
      }
    }
    node.forEach(Yaml::merged);
    return node;
  }

  /** The texts of a list, or of the keys of an object. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(texts::add);
    } else {
      node.forEach(each -> texts.add(each.asText()));
    }
    return texts;
  }
}
