package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.model.MessageDetails;

/** What the bridge says of places, cards and polls. */
class DetailsReportTest {

  @Test
  void aPlaceHasANameAndAnAddressWhereTheyAreKnown() {
    assertThat(details("{'type':'location','latitude':52.5,'longitude':-3,'name':'','address':''}"))
        .isEqualTo(new MessageDetails.Place(52.5, -3, null, null));
    assertThat(details("{'type':'location','latitude':1,'longitude':2,'name':'a','address':'b'}"))
        .isEqualTo(new MessageDetails.Place(1, 2, "a", "b"));
  }

  @Test
  void aPollHasItsOptions() {
    assertThat(details("{'type':'poll','options':['yes','no'],'multiple':true}"))
        .isEqualTo(new MessageDetails.Choice(List.of("yes", "no"), true));
  }

  @ParameterizedTest
  @CsvSource({
    "'TEL;type=CELL;waid=4915111111111:+49 151 11111111', 4915111111111",
    "'item1.TEL;waid=4915111111111:+49 1', 4915111111111",
    "'TEL;TYPE=voice:+49 (151) 111-11111', 4915111111111",
    "'tel:0800', 0800",
    "'EMAIL:tel@example.org',",
    "'TEL:none',"
  })
  void aCardHasTheNumberThatWhatsAppKnowsOrElseItsTelephone(
      String line, @Nullable String expected) {
    String vcard = "BEGIN:VCARD\\nVERSION:3.0\\nFN:Bob\\n" + line + "\\nEND:VCARD";

    MessageDetails found =
        details("{'type':'contacts','cards':[{'name':'Bob','vcard':'" + vcard + "'}]}");

    assertThat(found)
        .isEqualTo(new MessageDetails.Cards(List.of(new MessageDetails.Card("Bob", expected))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{'type':'location','latitude':'x','longitude':2}",
        "{'type':'location'}",
        "{'type':'contacts','cards':[]}",
        "{'type':'poll'}",
        "{'type':'product'}"
      })
  void whatIsNotUnderstoodIsNothing(String json) {
    assertThat(details(json)).isNull();
  }

  private static @Nullable MessageDetails details(String json) {
    try {
      return DetailsReport.details(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
