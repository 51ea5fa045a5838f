package org.openwa.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Compares what two versions wrote. */
final class Trees {

  private Trees() {}

  /** Where the newer tree does not say what the older one said. It may say more. */
  static List<String> unsaid(JsonNode older, JsonNode newer) {
    List<String> unsaid = new ArrayList<>();
    compare("", older, newer, true, unsaid);
    return unsaid;
  }

  /** Where a reader of the older tree would not find in the newer one what it looks for. */
  static List<String> unfound(JsonNode older, JsonNode newer) {
    List<String> unfound = new ArrayList<>();
    compare("", older, newer, false, unfound);
    return unfound;
  }

  private static void compare(
      String where, JsonNode older, JsonNode newer, boolean values, List<String> found) {
    if (older.isObject() && newer.isObject()) {
      older
          .properties()
          .forEach(field -> {
            String path = where + "/" + field.getKey();
            if (newer.has(field.getKey())) {
              compare(path, field.getValue(), newer.get(field.getKey()), values, found);
            } else {
              found.add(path + " is missing");
            }
          });
    } else if (older.isArray() && newer.isArray()) {
      if (values && older.size() != newer.size()) {
        found.add(where + " has another length");
      }
      for (int i = 0; i < Math.min(older.size(), newer.size()); i++) {
        compare(where + "/" + i, older.get(i), newer.get(i), values, found);
      }
    } else if (values ? !older.equals(newer) : older.getNodeType() != newer.getNodeType()) {
      found.add(where + " was " + older + " and is " + newer);
    }
  }

  /** A copy in which every object has one more field. */
  static JsonNode withAnotherField(JsonNode tree) {
    JsonNode copy = tree.deepCopy();
    addField(copy);
    return copy;
  }

  private static void addField(JsonNode tree) {
    tree.forEach(Trees::addField);
    if (tree instanceof ObjectNode object) {
      object.putObject("addedLater").put("deeply", 1);
    }
  }
}
