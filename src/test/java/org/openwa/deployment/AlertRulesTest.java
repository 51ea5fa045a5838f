package org.openwa.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every alert, fired by promtool on the samples of a real node, of which it finds those changed
 * that it is about. On the samples as they are none fires.
 */
class AlertRulesTest {

  private static final Path RULES = Path.of("deploy/prometheus/openwa-rules.yml");
  private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/openwa.json");
  private static final Path WORDS = Path.of("docs/METRICS.md");
  private static final Pattern METRIC = Pattern.compile("\\bopenwa_[a-z_]*[a-z]\\b");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NODE = "node-1:9095";
  private static final String STEADY = "+0x80";

  /** Kamon's own, which nobody here names but who shows them. */
  private static final Pattern MACHINE = Pattern.compile("\\b(?:host|jvm|process)_[a-z_]*[a-z]\\b");

  @TempDir private static Path folder;
  private static Set<String> families;
  private static List<Sample> samples;

  /** What has to be so that an alert fires. */
  record Cause(String alert, UnaryOperator<List<Sample>> change) {

    @Override
    public String toString() {
      return alert;
    }
  }

  @BeforeAll
  static void scrape() throws Exception {
    String text = ScrapedNode.text(folder);
    families = Sample.read(text).stream().map(Sample::family).collect(Collectors.toSet());
    samples =
        Stream.concat(
                Sample.read(text).stream().filter(sample -> sample.name().startsWith("openwa_")),
                Stream.of(new Sample("up", "", "1")))
            .map(AlertRulesTest::steady)
            .toList();
  }

  /** The machine on which this runs may be short of anything. */
  private static Sample steady(Sample sample) {
    String value =
        switch (sample.name()) {
          case "openwa_node_memory_used_ratio" -> "0.5";
          case "openwa_disk_free_ratio" -> "0.5";
          case "openwa_browser_slots_free" -> "5";
          case "openwa_session_memory_pss_bytes" -> "400000000";
          case "openwa_outbox_oldest_seconds" -> "3";
          default -> sample.value();
        };
    return sample.with(value + STEADY);
  }

  private static Cause value(String alert, String metric, String labels, String value) {
    return new Cause(
        alert,
        all ->
            all.stream()
                .map(sample ->
                    sample.name().equals(metric) && sample.labels().contains(labels)
                        ? sample.with(value)
                        : sample)
                .toList());
  }

  /** More and more of an outcome, which may be one that a healthy node does not have. */
  private static Cause outcome(String alert, String metric, String from, String to) {
    return new Cause(
        alert,
        all -> {
          List<Sample> more = new ArrayList<>(all);
          all.stream()
              .filter(sample -> sample.name().equals(metric) && sample.labels().contains(from))
              .forEach(sample -> {
                more.remove(sample);
                more.add(sample.relabelled(from, to).with("1+10x80"));
              });
          return more;
        });
  }

  private static Stream<Cause> causes() {
    return Stream.of(
        value("ServiceDown", "up", "", "0x80"),
        value("HighMemory", "openwa_node_memory_used_ratio", "", "0.81x80"),
        value("SessionDisconnected", "openwa_sessions", "DISCONNECTED", "1x80"),
        outcome("WebhookFailures", "openwa_webhook_attempt_seconds_count", "5xx", "5xx"),
        value("DiskSpaceLow", "openwa_disk_free_ratio", "", "0.09x80"),
        value("CertificateExpiry", "openwa_certificate_days_left", "", "6x80"),
        value("NodeLost", "openwa_cluster_nodes_unreachable", "", "1x80"),
        new Cause("SplitBrain", AlertRulesTest::twoClusters),
        value("DatabaseAway", "openwa_check_ok", "\"database\"", "0x80"),
        outcome("LeaseRenewalsFail", "openwa_lease_renewal_seconds_count", "ok", "failed"),
        value("CapacityExhausted", "openwa_browser_slots_free", "", "0x80"),
        value("WebhookBacklog", "openwa_outbox_oldest_seconds", "", "601x80"),
        value("SessionMemoryHigh", "openwa_session_memory_pss_bytes", "", "1100000000x80"),
        outcome("BrowserLaunchesFail", "openwa_browser_launch_seconds_count", "opened", "failed"));
  }

  private static List<Sample> twoClusters(List<Sample> all) {
    List<Sample> more = new ArrayList<>(all);
    more.add(new Sample("openwa_cluster_nodes_up", "from=\"another\"", "1x80"));
    return more;
  }

  @ParameterizedTest
  @MethodSource("causes")
  void anAlertFiresByItsCauseAlone(Cause cause) throws Exception {
    List<Sample> changed = cause.change().apply(samples);
    assertThat(changed).isNotEqualTo(samples);

    Promtool.Answer answer = fired(changed, Set.of(cause.alert()));

    assertThat(answer.code()).as(answer.text()).isZero();
  }

  @Test
  void onANodeThatIsWellNoneFires() throws Exception {
    Promtool.Answer answer = fired(samples, Set.of());

    assertThat(answer.code()).as(answer.text()).isZero();
  }

  @Test
  void anAlertThatDoesNotFireIsNoticed() throws Exception {
    assertThat(fired(samples, Set.of("ServiceDown")).code()).isNotZero();
  }

  @Test
  void everyAlertIsTriedAndSaysHowBadItIsAndWhereToRead() throws Exception {
    Set<String> tried = causes().map(Cause::alert).collect(Collectors.toCollection(TreeSet::new));

    assertThat(rules().map(rule -> rule.path("alert").asText()))
        .containsExactlyInAnyOrderElementsOf(tried);
    assertThat(rules())
        .allSatisfy(rule -> {
          assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
          assertThat(rule.at("/annotations/runbook_url").asText())
              .matches("docs/runbooks\\.md#runbook-[a-z-]+");
        });
  }

  @Test
  void promtoolAcceptsTheRulesAndTheConfiguration() throws Exception {
    Promtool.Answer answer =
        Promtool.run("", "check", "config", "deploy/prometheus/prometheus.yml");

    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.text()).contains("14 rules found");
  }

  @Test
  void everyMetricThatIsShownOrUsedIsDescribed() throws Exception {
    Set<String> described = names(WORDS);

    assertThat(samples.stream().map(Sample::family).filter(name -> !name.equals("up")))
        .allMatch(described::contains);
    assertThat(names(RULES)).allMatch(described::contains);
    assertThat(names(DASHBOARD)).allMatch(described::contains);
    assertThat(names(DASHBOARD, MACHINE)).isNotEmpty().allMatch(families::contains);
  }

  private static Set<String> names(Path file) throws Exception {
    return names(file, METRIC);
  }

  private static Set<String> names(Path file, Pattern pattern) throws Exception {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group().replaceAll("_(bucket|count|sum)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<JsonNode> rules() throws Exception {
    return StreamSupport.stream(Yaml.document(RULES).path("groups").spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false));
  }

  /** Asks promtool whether exactly these alerts fire; JSON is YAML too. */
  private static Promtool.Answer fired(List<Sample> given, Set<String> alerts) throws Exception {
    ObjectNode file = JSON.createObjectNode();
    file.putArray("rule_files").add(RULES.toAbsolutePath().toString());
    file.put("evaluation_interval", "15s");
    ObjectNode test = file.putArray("tests").addObject();
    test.put("interval", "30s");
    ArrayNode series = test.putArray("input_series");
    for (Sample sample : given) {
      series.addObject().put("series", sample.series(NODE)).put("values", sample.value());
    }
    ObjectNode expected = test.putArray("promql_expr_test").addObject();
    expected.put("expr", "group by (alertname) (ALERTS{alertstate=\"firing\"})");
    expected.put("eval_time", "30m");
    ArrayNode exact = expected.putArray("exp_samples");
    alerts.forEach(
        alert -> exact.addObject().put("labels", "{alertname=\"" + alert + "\"}").put("value", 1));
    Path written = Files.createTempFile(folder, "alerts", ".yml");
    Files.writeString(written, file.toString());
    return Promtool.run("", "test", "rules", written.toString());
  }
}
