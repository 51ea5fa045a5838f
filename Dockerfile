# The program: built once, with everything that building needs.
FROM maven:3.9-eclipse-temurin-25 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
RUN mvn -B -ntp -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre AS java

# What runs: Debian's Chromium and its driver, a JRE, our jars.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium chromium-driver tini curl ca-certificates \
 && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/opt/java/openjdk \
    OPENWA_PORT=2785
COPY --from=java /opt/java/openjdk /opt/java/openjdk
WORKDIR /app
COPY --from=build /build/target/openwa.jar target/
COPY --from=build /build/target/lib target/lib
COPY scripts scripts
COPY cluster.conf LICENSE NOTICE ./
# The start cache of this image's JVM and jars; and `openwa export`, `openwa migrate` as commands.
RUN scripts/openwa prepare \
 && ln -s /app/scripts/openwa /usr/local/bin/openwa \
 && useradd --uid 1000 --user-group --home-dir /app/data --no-create-home openwa \
 && install -d -o openwa -g openwa data logs
USER openwa
# Chromium's own odds and ends.
ENV HOME=/tmp
EXPOSE 2785
VOLUME ["/app/data", "/app/logs"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD curl -fsS -o /dev/null "http://127.0.0.1:${OPENWA_PORT}/health/live"
# tini reaps what browsers leave behind. SIGTERM goes to the JVM, which closes its browsers.
ENTRYPOINT ["tini", "--"]
CMD ["openwa", "start"]
