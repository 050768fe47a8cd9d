package org.onthaal.feedback.device;

import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.function.Function;
import org.onthaal.feedback.collect.GrpcProblems;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.v1.ChangeDeviceRequest;
import org.onthaal.v1.ChangeDeviceResponse;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.CreatePairingResponse;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.ListDevicesResponse;
import org.onthaal.v1.RevokeDeviceRequest;
import org.onthaal.v1.RevokeDeviceResponse;

/// Devices over gRPC, for those who manage them. Safe for any thread; blocks.
public final class DeviceGrpcService extends DeviceServiceGrpc.DeviceServiceImplBase {
  private final Devices devices;

  public DeviceGrpcService(Devices devices) {
    this.devices = devices;
  }

  @Override
  public void createPairing(
      CreatePairingRequest request, StreamObserver<CreatePairingResponse> response) {
    answer(devices.createPairing(request.getSettings()), made -> made, response);
  }

  @Override
  public void listDevices(
      ListDevicesRequest request, StreamObserver<ListDevicesResponse> response) {
    answer(
        devices.list(Set.copyOf(request.getAdministrationsList())),
        found -> ListDevicesResponse.newBuilder().addAllDevices(found).build(),
        response);
  }

  @Override
  public void changeDevice(
      ChangeDeviceRequest request, StreamObserver<ChangeDeviceResponse> response) {
    answer(
        devices.change(request.getId(), request.getSettings()),
        device -> ChangeDeviceResponse.newBuilder().setDevice(device).build(),
        response);
  }

  @Override
  public void revokeDevice(
      RevokeDeviceRequest request, StreamObserver<RevokeDeviceResponse> response) {
    answer(
        devices.revoke(request.getId()),
        device -> RevokeDeviceResponse.newBuilder().setDevice(device).build(),
        response);
  }

  private static <T, A> void answer(
      DeviceOutcome<T> outcome, Function<T, A> message, StreamObserver<A> response) {
    switch (outcome) {
      case DeviceOutcome.Done<T>(T found) -> {
        response.onNext(message.apply(found));
        response.onCompleted();
      }
      case DeviceOutcome.Refused<T>(Problem problem) ->
          response.onError(GrpcProblems.status(problem));
    }
  }
}
