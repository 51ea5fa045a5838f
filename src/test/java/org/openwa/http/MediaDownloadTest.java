package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as callers get them. */
class MediaDownloadTest extends MediaApi {

  @Test
  void aFileIsGivenOutAsADownload() throws Exception {
    ReadAnswer answer = api.call(Api.as("viewer", HttpRequest.create(media())));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.type()).startsWith("text/plain");
    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment; filename*=UTF-8''a%20%22note%22.txt");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Accept-Ranges")).contains("bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0123, bytes 0-3/10",
    "bytes=7-, 789, bytes 7-9/10",
    "bytes=-2, 89, bytes 8-9/10",
    "bytes=5-99, 56789, bytes 5-9/10"
  })
  void aRangeOfAFileIsGivenOut(String range, String expected, String header) throws Exception {
    ReadAnswer answer = ranged(range);

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(expected);
    assertThat(answer.header("Content-Range")).contains(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=999999999999999999-"})
  void aRangeBehindAFileIsRefused(String range) throws Exception {
    ReadAnswer answer = ranged(range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).contains("bytes */10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=3-1", "items=0-1", "bytes=abc"})
  void aRangeThatIsNoneMeansTheWholeFile(String range) throws Exception {
    assertThat(ranged(range).body()).isEqualTo("0123456789");
  }

  @Test
  void aFileThatTheOperatorDeletedIsGone() throws Exception {
    Files.delete(api.folder.resolve("default").resolve(FakeMessages.FILE.id()));

    ReadAnswer answer = api.call(Api.as("viewer", HttpRequest.create(media())));

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("MEDIA_GONE");
  }
}
