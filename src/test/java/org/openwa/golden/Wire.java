package org.openwa.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.openwa.model.CborSerializable;

/** The program's own serializers, as it configures them. */
final class Wire implements AutoCloseable {

  private static final CBORMapper CBOR = new CBORMapper();
  private static final String SOMEBODY = "pekko://openwa@127.0.0.1:25520/user/somebody#1";

  // Only a system that has remotes keeps the address of an actor elsewhere.
  private final ActorTestKit testKit =
      ActorTestKit.create(
          "openwa",
          ConfigFactory.parseString(
                  """
                  pekko.actor.provider = remote
                  pekko.coordinated-shutdown.exit-jvm = off
                  """)
              .withFallback(ConfigFactory.load()));
  private final Serialization serialization = SerializationExtension.get(testKit.system());

  /**
   * What goes over the wire and into the journal.
   *
   * @param manifest says what the bytes are of
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Written(int serializer, String manifest, byte[] bytes) {}

  /** An actor of another node. */
  ActorRef<Object> somebody() {
    return ActorRefResolver.get(testKit.system()).resolveActorRef(SOMEBODY);
  }

  Written write(CborSerializable value) {
    Serializer serializer = serialization.findSerializerFor(value);
    return new Written(
        serializer.identifier(),
        Serializers.manifestFor(serializer, value),
        serialization.serialize(value).get());
  }

  CborSerializable read(Written written) {
    return (CborSerializable)
        serialization.deserialize(written.bytes(), written.serializer(), written.manifest()).get();
  }

  static JsonNode tree(byte[] bytes) {
    try {
      return CBOR.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return CBOR.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    testKit.shutdownTestKit();
  }
}
