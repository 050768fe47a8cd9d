package org.onthaal.aggregation.device;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.GrpcProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.tail.FeedbackDoor;
import org.onthaal.aggregation.tail.GrpcServiceKey;
import org.onthaal.v1.ChangeDeviceRequest;
import org.onthaal.v1.ChangeDeviceResponse;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.CreatePairingResponse;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceServiceGrpc.DeviceServiceBlockingStub;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.ListDevicesResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.RevokeDeviceRequest;
import org.onthaal.v1.RevokeDeviceResponse;

/// Devices of feedback-service over gRPC. Safe for any thread; blocks.
public final class GrpcDevices implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GrpcDevices.class.getPackageName());

  /// Somebody waits before a page.
  private static final long ANSWER_SECONDS_MAX = 5;

  private final ManagedChannel channel;

  private GrpcDevices(ManagedChannel channel) {
    this.channel = channel;
  }

  /// A channel to a server; connects when it is first needed.
  public static GrpcDevices connect(FeedbackDoor door) {
    return new GrpcDevices(
        NettyChannelBuilder.forTarget(door.target())
            .usePlaintext()
            .intercept(new GrpcServiceKey(door.serviceKey()))
            .build());
  }

  Answer<ListDevicesResponse> list(ListDevicesRequest request) {
    return ask(stub -> stub.listDevices(request));
  }

  Answer<CreatePairingResponse> createPairing(CreatePairingRequest request) {
    return ask(stub -> stub.createPairing(request));
  }

  Answer<ChangeDeviceResponse> change(ChangeDeviceRequest request) {
    return ask(stub -> stub.changeDevice(request));
  }

  Answer<RevokeDeviceResponse> revoke(RevokeDeviceRequest request) {
    return ask(stub -> stub.revokeDevice(request));
  }

  private <T> Answer<T> ask(Function<DeviceServiceBlockingStub, T> call) {
    try {
      return new Answer.Given<>(
          call.apply(
              DeviceServiceGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)));
    } catch (StatusRuntimeException e) {
      // The channel's own backoff must not add to the caller's.
      channel.resetConnectBackoff();
      return new Answer.Refused<>(problem(e));
    }
  }

  /// What it says is wrong with the call; anything else is no fault of who asks.
  private static Problem problem(StatusRuntimeException e) {
    Optional<Problem> told = GrpcProblems.told(e).filter(GrpcDevices::isOfTheCall);
    if (told.isPresent()) {
      return told.get();
    }
    LOG.log(System.Logger.Level.WARNING, "devices are not told: {0}", e.getStatus());
    return e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
        ? Problems.overloaded()
        : Problems.of(
            Reason.UNAVAILABLE, "feedback-service, which keeps the devices, does not answer");
  }

  private static boolean isOfTheCall(Problem problem) {
    return switch (problem.getReason()) {
      // Between the services: nobody at this door can mend it.
      case LOOPBACK_ONLY,
          SCOPE_MISSING,
          KEY_MISSING,
          KEY_MALFORMED,
          KEY_UNKNOWN,
          KEY_REVOKED,
          KEY_EXPIRED,
          OVERLOADED,
          UNAVAILABLE,
          INTERNAL,
          REASON_UNSPECIFIED,
          UNRECOGNIZED ->
          false;
      default -> true;
    };
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
