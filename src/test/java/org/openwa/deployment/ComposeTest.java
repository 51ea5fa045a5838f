package org.openwa.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openwa.testing.NpmPackages;

/** docker-compose.yml, held against the published schema, the files beside it and the program. */
class ComposeTest {

  private static final Path FILE = Path.of("docker-compose.yml");
  private static final List<String> NODES = List.of("openwa", "openwa-2", "openwa-3");

  private JsonNode compose;

  @BeforeEach
  void read() throws Exception {
    compose = Yaml.document(FILE);
  }

  @Test
  void itIsWhatTheSchemaAllows() throws Exception {
    assertThat(schema().validate(compose)).isEmpty();
  }

  @Test
  void aKeyThatTheSchemaDoesNotKnowIsRefused() throws Exception {
    ((ObjectNode) service("openwa")).put("mem_limits", "4g");

    assertThat(schema().validate(compose))
        .singleElement()
        .satisfies(problem -> assertThat(problem.getMessage()).contains("mem_limits"));
  }

  @Test
  void theServicesAreThoseOfTheRunbookAndTheRestHasAProfile() {
    assertThat(services("")).containsExactlyInAnyOrder("openwa", "postgres");
    assertThat(services("cluster")).containsExactlyInAnyOrder("openwa-2", "openwa-3", "nginx");
    assertThat(services("monitoring")).containsExactlyInAnyOrder("prometheus", "grafana");
    assertThat(service("openwa").path("container_name").asText()).isEqualTo("openwa");
    assertThat(service("openwa").path("build").asText()).isEqualTo(".");
  }

  @Test
  void everyNodeIsThisVersion() throws Exception {
    for (String node : NODES) {
      assertThat(service(node).path("image").asText()).endsWith("/openwa:" + Program.version());
    }
  }

  @Test
  void everyServiceIsWatchedBoundedAndStoppedInPeace() {
    for (JsonNode service : compose.path("services")) {
      assertThat(service.has("healthcheck")).isTrue();
      assertThat(service.has("mem_limit")).isTrue();
      assertThat(service.has("stop_grace_period")).isTrue();
    }
  }

  @Test
  void everyVariableOfANodeIsASetting() throws Exception {
    for (String node : NODES) {
      assertThat(Program.variables()).containsAll(Yaml.texts(service(node).path("environment")));
    }
  }

  @Test
  void everyLineOfTheExampleIsUsed() throws Exception {
    String file = Files.readString(FILE);
    List<String> names =
        Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]+)=")
            .matcher(Files.readString(Path.of(".env.example")))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !name.equals("COMPOSE_PROFILES"))
            .toList();

    assertThat(names).isNotEmpty().allMatch(file::contains);
  }

  @Test
  void everyFileThatIsMountedIsThere() throws Exception {
    List<String> files =
        Pattern.compile("\\./(?:deploy|scripts)[a-z0-9./-]*")
            .matcher(Files.readString(FILE))
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(files).hasSizeGreaterThan(4).allMatch(file -> Files.exists(Path.of(file)));
  }

  @Test
  void theNodesFindEachOtherAndNginxAndPrometheusFindThem() throws Exception {
    int port = Program.number("http.port");
    TreeSet<String> upstreams = new TreeSet<>();
    Pattern.compile("server ([a-z0-9-]+):" + port + " ")
        .matcher(Files.readString(Path.of("deploy/nginx.conf")))
        .results()
        .forEach(match -> upstreams.add(match.group(1)));
    JsonNode scraped = Yaml.document(Path.of("deploy/prometheus/prometheus.yml"));

    assertThat(upstreams).containsExactlyElementsOf(NODES);
    assertThat(Yaml.texts(scraped.at("/scrape_configs/0/dns_sd_configs/0/names"))).isEqualTo(NODES);
    for (String node : NODES) {
      JsonNode environment = service(node).path("environment");
      assertThat(environment.path("OPENWA_CLUSTER_HOST").asText()).isEqualTo(node);
      assertThat(environment.path("OPENWA_CLUSTER_SEEDS").asText().split(","))
          .containsExactlyElementsOf(
              NODES.stream().map(seed -> seed + ":" + Program.number("cluster.port")).toList());
    }
  }

  @Test
  void healthIsAskedOnRoutesAndPortsThatThereAre() throws Exception {
    String url = "http://127.0.0.1:" + Program.number("http.port");
    for (String node : NODES) {
      String test = service(node).at("/healthcheck/test/1").asText();
      assertThat(test).contains(url);
      assertThat(Program.paths()).contains(test.substring(test.indexOf(url) + url.length()));
    }
    assertThat(service("openwa").at("/ports/0").asText())
        .endsWith(":2785:" + Program.number("http.port"));
  }

  private JsonNode service(String name) {
    return compose.path("services").path(name);
  }

  private List<String> services(String profile) {
    return Yaml.texts(compose.path("services")).stream()
        .filter(name -> {
          List<String> profiles = Yaml.texts(service(name).path("profiles"));
          return profile.isEmpty() ? profiles.isEmpty() : profiles.contains(profile);
        })
        .toList();
  }

  private static JsonSchema schema() throws Exception {
    NpmPackages packages =
        NpmPackages.install(
            Path.of("src/test/npm-deployment"), Path.of("target/test-npm-deployment"));
    Path file = packages.file("dclint/schemas/compose.schema.json");
    ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    // Its draft by a URL that would be looked up, and a name of its own that is no URL.
    schema.remove(List.of("$schema", "$id"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
  }
}
