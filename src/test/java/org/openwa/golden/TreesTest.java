package org.openwa.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What two versions may differ in. */
class TreesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFieldMoreIsNoDifference() {
    JsonNode older = tree("{'a': {'b': 1}}");
    JsonNode newer = tree("{'a': {'b': 1, 'c': 2}, 'd': 3}");

    assertThat(Trees.unsaid(older, newer)).isEmpty();
    assertThat(Trees.unfound(older, newer)).isEmpty();
  }

  @Test
  void aFieldThatWasRenamedIsMissed() {
    JsonNode older = tree("{'a': [{'b': 1}]}");
    JsonNode newer = tree("{'a': [{'c': 1}]}");

    assertThat(Trees.unsaid(older, newer)).containsExactly("/a/0/b is missing");
    assertThat(Trees.unfound(older, newer)).containsExactly("/a/0/b is missing");
  }

  @Test
  void anotherValueIsAnotherSaying() {
    JsonNode older = tree("{'a': 1, 'b': [1, 2]}");
    JsonNode newer = tree("{'a': 2, 'b': [1]}");

    assertThat(Trees.unsaid(older, newer))
        .containsExactly("/a was 1 and is 2", "/b has another length");
    assertThat(Trees.unfound(older, newer)).isEmpty();
  }

  @Test
  void anotherTypeIsNotWhatAReaderLooksFor() {
    JsonNode older = tree("{'a': 1, 'b': 'x'}");
    JsonNode newer = tree("{'a': '1', 'b': null}");

    assertThat(Trees.unfound(older, newer))
        .containsExactly("/a was 1 and is \"1\"", "/b was \"x\" and is null");
  }

  @Test
  void everyObjectGetsAnotherField() {
    JsonNode changed = Trees.withAnotherField(tree("{'a': [{'b': 1}]}"));

    assertThat(changed.findValues("addedLater")).hasSize(2);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
