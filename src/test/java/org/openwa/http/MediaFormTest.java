package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.Test;
import org.openwa.session.SessionCommand;

/** Files that come in a form. */
class MediaFormTest extends MediaApi {

  @Test
  void aFormBringsTheFileAsItIs() throws Exception {
    byte[] bytes = bytes(100_000);

    ReadAnswer answer =
        api.call(
            form(
                field("phone", "4670000002"),
                field("type", "document"),
                field("caption", "the offer"),
                field("mentions", "4670000003"),
                field("mentions", "4670000004"),
                file("../../etc/passwd", "application/pdf", bytes)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(sent().caption()).isEqualTo("the offer");
    assertThat(sent().file().filename()).isEqualTo("passwd");
    assertThat(sent().file().mimetype()).isEqualTo("application/pdf");
    assertThat(kept(sent().file().id())).isEqualTo(bytes);
    assertThat(((SessionCommand.Send) api.sessions.onlyCommand()).message().mentions()).hasSize(2);
  }

  @Test
  void aFormWithoutAFileIsRefused() throws Exception {
    ReadAnswer answer = api.call(form(field("phone", "4670000002"), field("type", "image")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"media\"");
  }

  @Test
  void aFormWithTwoFilesIsRefusedAndNothingIsKept() throws Exception {
    ReadAnswer answer =
        api.call(
            form(
                field("phone", "4670000002"),
                field("type", "image"),
                file("a.png", "image/png", bytes(10)),
                file("b.png", "image/png", bytes(10))));

    assertThat(answer.status()).isEqualTo(400);
    assertNothingKept();
  }

  @Test
  void aFileOfAFormThatIsTooLargeIsRefusedAndNotKept() throws Exception {
    ReadAnswer answer =
        api.call(
            form(
                field("phone", "4670000002"),
                field("type", "image"),
                file("a.png", "image/png", bytes(Api.MAX_FILE + 1))));

    assertThat(answer.status()).isEqualTo(413);
    assertNothingKept();
  }

  @Test
  void aFormWithoutBoundaryIsRefused() throws Exception {
    HttpRequest request =
        Api.request(HttpMethods.POST, MESSAGES)
            .withEntity(
                ContentTypes.parse("multipart/form-data"), "x".getBytes(StandardCharsets.UTF_8));

    assertThat(api.call(request).status()).isEqualTo(400);
  }
}
