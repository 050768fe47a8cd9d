package org.onthaal.aggregation.operate;

import io.grpc.stub.StreamObserver;
import org.onthaal.aggregation.door.GrpcAnswers;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.CreateSilenceResponse;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.ExpireSilenceResponse;
import org.onthaal.v1.ListSilencesRequest;
import org.onthaal.v1.ListSilencesResponse;
import org.onthaal.v1.PreviewSilenceRequest;
import org.onthaal.v1.PreviewSilenceResponse;
import org.onthaal.v1.SilenceServiceGrpc;

/// Silences over gRPC. Each call blocks its own virtual thread.
public final class SilenceGrpcService extends SilenceServiceGrpc.SilenceServiceImplBase {
  private final SilenceDesk desk;

  public SilenceGrpcService(SilenceDesk desk) {
    this.desk = desk;
  }

  @Override
  public void createSilence(
      CreateSilenceRequest request, StreamObserver<CreateSilenceResponse> observer) {
    GrpcAnswers.send(desk.create(request), observer);
  }

  @Override
  public void listSilences(
      ListSilencesRequest request, StreamObserver<ListSilencesResponse> observer) {
    GrpcAnswers.send(desk.list(request), observer);
  }

  @Override
  public void expireSilence(
      ExpireSilenceRequest request, StreamObserver<ExpireSilenceResponse> observer) {
    GrpcAnswers.send(desk.expire(request), observer);
  }

  @Override
  public void previewSilence(
      PreviewSilenceRequest request, StreamObserver<PreviewSilenceResponse> observer) {
    GrpcAnswers.send(desk.preview(request), observer);
  }
}
