package org.openwa.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults with several phones of four pages each, all sending at once: each phone has its own. */
class FaultsAtOnceTest {

  private static final int PAGES = 4;
  private static final int SENDS = 5;
  private static final List<String> PHONES =
      List.of("491700000001", "491700000002", "491700000003", "491700000004", "491700000005");
  private static final String FAULTY = PHONES.get(2);

  private record Sender(String phone, String name, PageOverHttp page) {

    /** Sends some messages one after the other and answers what each was answered. */
    List<ObjectNode> sendAll() throws Exception {
      List<ObjectNode> answers = new ArrayList<>();
      for (int count = 0; count < SENDS; count++) {
        answers.add(page.post("send", message(name + "-" + count)));
      }
      return answers;
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Sender> senders = new ArrayList<>();

  @TempDir private Path folder;

  private WhatsAppWebSimulator simulator;

  @BeforeEach
  void linkAllPages() throws Exception {
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder));
    for (String digits : PHONES) {
      call("PUT", digits, "", "{}");
      for (int number = 0; number < PAGES; number++) {
        PageOverHttp page = new PageOverHttp(simulator, folder).open("");
        String ref = page.await("ref").path("ref").asText();
        call("POST", digits, "/scan", "{\"qr\": \"" + ref + ",a,b,c\"}");
        page.await("paired");
        page.post("follow");
        senders.add(new Sender(digits, digits + "-" + number, page));
      }
    }
  }

  @AfterEach
  void stop() {
    senders.forEach(sender -> sender.page().close());
    threads.shutdownNow();
    simulator.close();
    http.close();
  }

  @Test
  void withoutFaultsEveryPhoneHasWhatItsPagesSent() throws Exception {
    allSend();

    for (String digits : PHONES) {
      assertThat(messages(digits)).isEqualTo(PAGES * SENDS);
    }
  }

  @Test
  void asManySendsAreLostAsWereToBeWhicheverPageTheyComeFrom() throws Exception {
    call("POST", FAULTY, "/faults", "{\"drop\": 7}");

    List<ObjectNode> answers = allSend();

    assertThat(answers).filteredOn(answer -> answer.path("lost").asBoolean()).hasSize(7);
    assertThat(messages(FAULTY)).isEqualTo(PAGES * SENDS - 7);
    assertOthersHaveEverything();
  }

  @Test
  void asManySendsAreRefusedAsWereToBe() throws Exception {
    call("POST", FAULTY, "/faults", "{\"reject\": 9}");

    List<ObjectNode> answers = allSend();

    assertThat(answers)
        .filteredOn(answer -> answer.path("error").asText().equals("NOT_ACCEPTABLE"))
        .hasSize(9);
    assertThat(messages(FAULTY)).isEqualTo(PAGES * SENDS - 9);
    assertOthersHaveEverything();
  }

  @Test
  void aFaultThatIsSetWhileEverybodySendsTakesNothingBack() throws Exception {
    call("POST", FAULTY, "/faults", "{\"drop\": 10}");
    Future<?> setting =
        threads.submit(() -> {
          for (int count = 0; count < 50; count++) {
            call("POST", FAULTY, "/faults", "{\"readAfter\": -1}");
          }
          return true;
        });

    List<ObjectNode> answers = allSend();

    setting.get();
    assertThat(answers).filteredOn(answer -> answer.path("lost").asBoolean()).hasSize(10);
  }

  @Test
  void aSlowPhoneKeepsNoOtherWaiting() throws Exception {
    call("POST", FAULTY, "/faults", "{\"slowSend\": 60000}");
    Sender slow =
        senders.stream().filter(it -> it.phone().equals(FAULTY)).findFirst().orElseThrow();
    Future<?> waiting = threads.submit(slow::sendAll);

    atOnce(others());

    assertOthersHaveEverything();
    assertThat(waiting.isDone()).isFalse();
    assertThat(messages(FAULTY)).isZero();
  }

  @Test
  void aConflictIsToldToEveryPageOfItsPhoneAndToNoOther() throws Exception {
    call("POST", FAULTY, "/faults", "{\"conflict\": true}");

    for (Sender sender : senders) {
      if (sender.phone().equals(FAULTY)) {
        sender.page().await("conflict");
      }
    }
    for (String digits : PHONES) {
      call("POST", digits, "/messages", "{\"from\": \"4915111111111\", \"body\": \"hi\"}");
    }
    for (Sender sender : others()) {
      assertThat(sender.page().next().kind()).isEqualTo("message");
    }
  }

  @Test
  void anOfflinePhoneLosesItsPagesAndAnswersNoneAndTheOthersGoOn() throws Exception {
    call("POST", FAULTY, "/offline", "{}");

    List<ObjectNode> answers = allSend();

    assertThat(answers)
        .filteredOn(answer -> answer.has("t"))
        .hasSize((PHONES.size() - 1) * PAGES * SENDS);
    assertThat(messages(FAULTY)).isZero();
    assertOthersHaveEverything();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(connected(FAULTY)).isZero());
    for (Sender sender : others()) {
      assertThat(connected(sender.phone())).isEqualTo(PAGES);
    }
  }

  private void assertOthersHaveEverything() throws Exception {
    for (String digits : PHONES) {
      if (!digits.equals(FAULTY)) {
        assertThat(messages(digits)).isEqualTo(PAGES * SENDS);
      }
    }
  }

  private List<Sender> others() {
    return senders.stream().filter(sender -> !sender.phone().equals(FAULTY)).toList();
  }

  private List<ObjectNode> allSend() throws Exception {
    return atOnce(senders);
  }

  private List<ObjectNode> atOnce(List<Sender> chosen) throws Exception {
    List<Callable<List<ObjectNode>>> sends = new ArrayList<>();
    chosen.forEach(sender -> sends.add(sender::sendAll));
    List<ObjectNode> answers = new ArrayList<>();
    for (Future<List<ObjectNode>> done : threads.invokeAll(sends)) {
      answers.addAll(done.get());
    }
    return answers;
  }

  private static ObjectNode message(String id) {
    return Json.object()
        .put("id", "true_4915111111111@c.us_" + id)
        .put("stanzaId", id)
        .put("chatId", "4915111111111@c.us")
        .put("body", id);
  }

  private int messages(String digits) throws Exception {
    return call("GET", digits, "/messages", "").size();
  }

  private long connected(String digits) throws Exception {
    return StreamSupport.stream(call("GET", digits, "", "").path("linked").spliterator(), false)
        .filter(link -> link.path("connected").asBoolean())
        .count();
  }

  private JsonNode call(String method, String digits, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + simulator.port() + "/phones/" + digits + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isLessThan(300);
    return Json.MAPPER.readTree(answer.body());
  }
}
