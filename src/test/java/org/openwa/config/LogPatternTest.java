package org.openwa.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.RequestId;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** The file that operators search, as the shipped logback.xml writes it. */
class LogPatternTest {

  @TempDir private Path folder;

  @Test
  void theRequestIsInItsLinesAndInNoOther() throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.putProperty("OPENWA_LOG_DIR", folder.toString());
    context.putProperty("openwa.log.console.level", "OFF");
    configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));
    Logger log = context.getLogger("org.openwa.session.OneSend");

    RequestId.mark(new RequestId("r-1"), () -> log.info("session a is CONNECTED"));
    RequestId.mark(null, () -> log.info("session b is CONNECTED"));
    context.stop();

    assertThat(Files.readAllLines(folder.resolve("openwa.log")))
        .satisfiesExactly(
            line ->
                assertThat(line).contains(" request=r-1 ").endsWith(" - session a is CONNECTED"),
            line -> assertThat(line).doesNotContain("request").endsWith("session b is CONNECTED"));
  }
}
