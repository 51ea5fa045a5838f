package org.openwa.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API, and a checker of the part of JSON Schema that it uses. */
final class OpenApi {

  private final JsonNode root;

  OpenApi(String yaml) {
    root =
        new ObjectMapper()
            .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  JsonNode root() {
    return root;
  }

  /** All operations, as {@code GET /path}. */
  List<String> operations() {
    List<String> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (!member.getKey().equals("parameters")) {
          operations.add(member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  JsonNode operation(String name) {
    String[] parts = name.split(" ", 2);
    return root.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  /** The schema of an answer; a missing node where the description has none. */
  JsonNode answerSchema(String operation, int status, String mediaType) {
    JsonNode answer = operation(operation).path("responses").path(Integer.toString(status));
    return resolve(answer).path("content").path(mediaType).path("schema");
  }

  JsonNode resolve(JsonNode node) {
    JsonNode resolved = node;
    while (resolved.has("$ref")) {
      resolved = root.at(resolved.path("$ref").asText().substring(1));
    }
    return resolved;
  }

  /** What is wrong with a value, each with its place; empty where nothing is. */
  List<String> check(JsonNode reference, JsonNode value, String place) {
    JsonNode schema = resolve(reference);
    List<String> wrong = new ArrayList<>();
    if (schema.isMissingNode()) {
      return List.of(place + ": no schema");
    }
    if (schema.has("anyOf")
        && schema.path("anyOf").valueStream().noneMatch(s -> check(s, value, place).isEmpty())) {
      wrong.add(place + ": none of anyOf");
    }
    if (schema.has("type") && !hasType(schema.path("type"), value)) {
      return List.of(place + ": " + value + " is no " + schema.path("type"));
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      wrong.add(place + ": " + value + " is none of " + schema.path("enum"));
    }
    if (schema.has("pattern")
        && value.isTextual()
        && !value.asText().matches(schema.path("pattern").asText())) {
      wrong.add(place + ": " + value + " is not like " + schema.path("pattern"));
    }
    if (value.isObject()) {
      checkObject(schema, value, place, wrong);
    }
    for (int i = 0; i < value.size() && value.isArray(); i++) {
      wrong.addAll(check(schema.path("items"), value.get(i), place + "/" + i));
    }
    return wrong;
  }

  private void checkObject(JsonNode schema, JsonNode value, String place, List<String> wrong) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        wrong.add(place + ": lacks " + name);
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = schema.path("properties").path(member.getKey());
      JsonNode more = schema.path("additionalProperties");
      if (!known.isMissingNode()) {
        wrong.addAll(check(known, member.getValue(), place + "/" + member.getKey()));
      } else if (more.isObject()) {
        wrong.addAll(check(more, member.getValue(), place + "/" + member.getKey()));
      } else if (more.isBoolean() && !more.asBoolean()) {
        wrong.add(place + ": has " + member.getKey());
      }
    }
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    return types.isArray()
        ? types.valueStream().anyMatch(type -> hasType(type.asText(), value))
        : hasType(types.asText(), value);
  }

  private static boolean hasType(String type, JsonNode value) {
    return switch (type) {
      case "null" -> value.isNull();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> throw new AssertionError("the checker does not know the type " + type);
    };
  }
}
