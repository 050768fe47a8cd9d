package org.onthaal.standalone.transfer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.process.Door;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// A connection to one gRPC door, and how its refusals read.
public final class GrpcChannel implements AutoCloseable {
  /// Bytes. Pages of an export and back-tests are larger than what a door takes in.
  private static final int ANSWER_BYTES_MAX = 64 << 20;

  private final Doors doors;
  private final Door door;
  private final ManagedChannel channel;

  public GrpcChannel(Doors doors, Door door) {
    this.doors = doors;
    this.door = door;
    this.channel =
        NettyChannelBuilder.forTarget(doors.target(door))
            .usePlaintext()
            .maxInboundMessageSize(ANSWER_BYTES_MAX)
            .build();
  }

  /// One call over a connection of its own.
  ///
  /// @throws Complaint when it fails
  public static <A> A ask(Doors doors, Door door, Function<Channel, A> call) {
    try (GrpcChannel opened = new GrpcChannel(doors, door)) {
      try {
        return call.apply(opened.channel);
      } catch (StatusRuntimeException e) {
        throw opened.complaint(e);
      }
    }
  }

  public ManagedChannel channel() {
    return channel;
  }

  /// What a failed call means to the person at the keyboard.
  public Complaint complaint(StatusRuntimeException failure) {
    Status.Code code = failure.getStatus().getCode();
    Problem problem = problem(failure);
    if (code == Status.Code.UNAVAILABLE && problem.getDetail().isEmpty()) {
      return new Complaint(
          "Nothing answers at "
              + doors.say(door)
              + " ("
              + door.key()
              + "): is './onthaal run' running?",
          failure);
    }
    return problem.getDetail().isEmpty()
        ? new Complaint(
            "The server refused: " + code + " " + failure.getStatus().getDescription(), failure)
        : new Complaint(refusal(problem), failure);
  }

  /// A refusal as a person reads it: one sentence, or one line per mistake.
  public static String refusal(Problem problem) {
    List<String> reasons = reasons(problem, UnaryOperator.identity());
    return reasons.size() == 1
        ? "The server refused: " + reasons.getFirst()
        : reasons.stream().collect(Collectors.joining("\n  ", "The server refused:\n  ", ""));
  }

  static Problem problem(StatusRuntimeException failure) {
    com.google.rpc.Status status = StatusProto.fromThrowable(failure);
    if (status != null) {
      for (var detail : status.getDetailsList()) {
        try {
          if (detail.is(Problem.class)) {
            return detail.unpack(Problem.class);
          }
        } catch (InvalidProtocolBufferException _) {
          break; // a server of another kind; its description has to do
        }
      }
    }
    return Problem.getDefaultInstance();
  }

  /// Everything that a problem names, one by one; its own words when it names nothing.
  ///
  /// @param names what the reader calls a field
  static List<String> reasons(Problem problem, UnaryOperator<String> names) {
    List<String> lines = lines(problem, names);
    return lines.isEmpty() ? List.of(problem.getReason() + ": " + problem.getDetail()) : lines;
  }

  /// Everything that a refusal names, one by one; empty when it names nothing.
  public static List<String> violations(StatusRuntimeException failure) {
    return lines(problem(failure), UnaryOperator.identity());
  }

  /// The same problem without what it says of a field, unless that is all it says.
  static Problem without(Problem problem, String field) {
    Problem.Builder rest = problem.toBuilder().clearViolations();
    problem.getViolationsList().stream()
        .filter(violation -> !violation.getField().equals(field))
        .forEach(rest::addViolations);
    return rest.getViolationsCount() == 0 ? problem : rest.build();
  }

  static boolean names(Problem problem, Reason reason) {
    return problem.getReason() == reason
        || problem.getViolationsList().stream().anyMatch(v -> v.getReason() == reason);
  }

  private static List<String> lines(Problem problem, UnaryOperator<String> names) {
    return problem.getViolationsList().stream()
        .map(v ->
            names.apply(v.getField())
                + ": "
                + v.getReason()
                + " (expected: "
                + v.getExpected()
                + ")")
        .toList();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
