package org.openwa.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openwa.egress.Cidr;

/** The shipped configuration, and what is said of a wrong one. */
class SettingsTest {

  private static final Pattern SETTING = Pattern.compile("(?m)^ +([a-z-]+) = (?!\\$)");

  @Test
  void theShippedFileIsGood() {
    Config shipped =
        ConfigFactory.parseFile(Path.of("cluster.conf").toFile())
            .withFallback(ConfigFactory.load())
            .resolve();

    Settings settings = Settings.from(shipped);

    assertThat(settings.http().port()).isEqualTo(2785);
    assertThat(settings.simulator().port()).isEqualTo(2790);
  }

  @Test
  void everySettingCanComeFromTheEnvironment() throws Exception {
    String reference = Files.readString(Path.of("src/main/resources/reference.conf"));
    Matcher settings = SETTING.matcher(reference);

    List<String> withoutVariable =
        settings
            .results()
            .map(found -> found.group(1))
            .filter(name -> !reference.contains(" " + name + " = ${?"))
            .toList();

    assertThat(withoutVariable).isEmpty();
  }

  @Test
  void aSharedDatabaseNeedsAVaultKeyFileThatAllNodesHave() {
    Config config =
        ConfigFactory.parseString(
                "openwa.database { adapter = postgresql, url = \"jdbc:postgresql://x/y\" }")
            .withFallback(ConfigFactory.load());

    assertThatExceptionOfType(ConfigProblem.class)
        .isThrownBy(() -> Settings.from(config))
        .withMessageContaining("OPENWA_VAULT_KEY_FILE");
  }

  @Test
  void onlyADemoLetsWebhooksLeadToThisMachineAndOnlyWhereNothingIsSaid() {
    Settings plain = Settings.from(ConfigFactory.load());
    Settings strict = Settings.from(withNetworks(""));
    Settings own = Settings.from(withNetworks("10.0.0.0/8"));

    assertThat(plain.webhook().allowedNetworks()).isEmpty();
    assertThat(plain.forDemo().webhook().allowedNetworks())
        .contains(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128")));
    assertThat(strict.forDemo().webhook().allowedNetworks()).contains(List.of());
    assertThat(own.forDemo().webhook().allowedNetworks())
        .contains(List.of(Cidr.parse("10.0.0.0/8")));
  }

  private static Config withNetworks(String networks) {
    return ConfigFactory.parseString("openwa.webhook.allowed-networks = \"" + networks + "\"")
        .withFallback(ConfigFactory.load());
  }

  @ParameterizedTest
  @CsvSource({
    "openwa.http.port, 70000, port must be 0 to 65535",
    "openwa.database.adapter, oracle, DATABASE_ADAPTER",
    "openwa.database.adapter, postgresql, OPENWA_DATABASE_URL",
    "openwa.vault.keep-versions, 0, openwa.vault.keep-versions",
    "openwa.cluster.join, zookeeper, OPENWA_CLUSTER_JOIN",
    "openwa.cluster.join, seeds, OPENWA_CLUSTER_SEEDS",
    "openwa.cluster.join, dns, DATABASE_ADAPTER",
    "openwa.cluster.seeds, 10.0.0.1, openwa.cluster.seeds",
    "openwa.cluster.tls.key, k.pem, openwa.cluster.tls",
    "openwa.browser.guard-patience, 1s, openwa.browser.guard-patience",
    "openwa.simulator.url, ftp://x, OPENWA_SIMULATOR_URL",
    "openwa.session.first-retry, soon, first-retry",
    "openwa.lease.ttl, 7s, OPENWA_LEASE_TTL",
    "openwa.lease.park-for, 6m, OPENWA_LEASE_PARK_FOR",
    "openwa.webhook.allowed-networks, localhost, not a range",
  })
  void aWrongSettingIsNamed(String setting, String value, String named) {
    Config config =
        ConfigFactory.parseString(setting + " = \"" + value + "\"")
            .withFallback(ConfigFactory.load());

    assertThatExceptionOfType(ConfigProblem.class)
        .isThrownBy(() -> Settings.from(config))
        .withMessageContaining(named);
  }
}
