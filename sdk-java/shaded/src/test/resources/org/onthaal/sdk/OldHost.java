import com.google.common.collect.ImmutableList;
import com.google.gson.JsonParser;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Rating;

/** An application of 2019: works with its own libraries, sends a rating, and works with them again. */
public class OldHost {
  private static final MethodDescriptor<byte[], byte[]> METHOD =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("onthaal.v1.FeedbackService/SubmitRatings")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  /** Its libraries' folder, the port that its own gRPC calls, that of the SDK, and whom to trust there. */
  public static void main(String[] arguments) throws Exception {
    for (Class<?> own :
        ImmutableList.of(Struct.class, ManagedChannel.class, ImmutableList.class, JsonParser.class)) {
      Path from = Path.of(own.getProtectionDomain().getCodeSource().getLocation().toURI());
      check(from.startsWith(arguments[0]), own + " is of " + from);
    }
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(arguments[1]))
            .usePlaintext()
            .build();
    check(ClientCalls.blockingUnaryCall(channel, METHOD, CallOptions.DEFAULT, new byte[0]).length == 0, "an answer");
    try (FeedbackClient client =
        FeedbackClient.connect(
            FeedbackOptions.builder("https://127.0.0.1:" + arguments[2])
                .trust(Path.of(arguments[3]))
                .build())) {
      System.out.println(
          client.submitAndWait(Rating.csat(4).at("parking-permit"), Duration.ofSeconds(60)));
    }
    Struct struct =
        Struct.newBuilder().putFields("score", Value.newBuilder().setNumberValue(4).build()).build();
    check(Struct.parseFrom(struct.toByteArray()).equals(struct), "the same message");
    check(struct.toString().contains("score"), "text by reflection");
    channel.shutdownNow();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
