package org.onthaal.standalone.transfer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.util.List;
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
    String detail =
        problem.getDetail().isEmpty()
            ? code + " " + failure.getStatus().getDescription()
            : say(problem);
    return new Complaint("The server refused: " + detail, failure);
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

  /// A problem with everything that it names.
  public static String say(Problem problem) {
    if (problem.getViolationsList().isEmpty()) {
      return problem.getReason() + ": " + problem.getDetail();
    }
    return String.join("; ", lines(problem));
  }

  /// Everything that a refusal names, one by one; empty when it names nothing.
  public static List<String> violations(StatusRuntimeException failure) {
    return lines(problem(failure));
  }

  /// Why a rating was refused, one reason for each thing that is wrong.
  ///
  /// @param withId whether to name its id: one that was made says what its time says already
  static List<String> reasons(Problem problem, boolean withId) {
    Problem.Builder told = problem.toBuilder().clearViolations();
    problem.getViolationsList().stream()
        .filter(v -> withId || !v.getField().equals("id"))
        .forEach(told::addViolations);
    return told.getViolationsCount() == 0 ? List.of(say(problem)) : List.of(say(told.build()));
  }

  static boolean names(Problem problem, Reason reason) {
    return problem.getReason() == reason
        || problem.getViolationsList().stream().anyMatch(v -> v.getReason() == reason);
  }

  private static List<String> lines(Problem problem) {
    return problem.getViolationsList().stream()
        .map(v -> v.getField() + ": " + v.getReason() + " (expected: " + v.getExpected() + ")")
        .toList();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
