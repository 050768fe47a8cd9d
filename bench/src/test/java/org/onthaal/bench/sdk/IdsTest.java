package org.onthaal.bench.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void anEnvelopeBringsTheIdOfItsEvent() {
    String envelope =
        """
        {"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","sdk":{"name":"sentry.java"}}
        {"type":"event","length":2}
        {}
        """;

    assertThat(SentrySender.ids(envelope.getBytes(StandardCharsets.UTF_8)))
        .containsExactly("9ec79c33ec9942ab8353589fcb2e04dc");
  }

  @Test
  void anEnvelopeOfTheClientAboutItselfBringsNone() {
    String envelope = "{}\n{\"type\":\"client_report\",\"length\":2}\n{}\n";

    assertThat(SentrySender.ids(envelope.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void logRecordsBringTheirBodies() throws IOException {
    ByteString scope = record("first").concat(record("second"));
    ByteString request = field(1, field(2, scope));

    assertThat(OtlpLogs.bodies(request.toByteArray())).containsExactly("first", "second");
  }

  private static ByteString record(String body) {
    return field(2, field(5, field(1, ByteString.copyFromUtf8(body))));
  }

  private static ByteString field(int number, ByteString content) {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build();
    return UnknownFieldSet.newBuilder().addField(number, field).build().toByteString();
  }
}
