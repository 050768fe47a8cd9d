package org.onthaal.feedback.collect;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.validate.Reason;

/// Answers INVALID_ARGUMENT to bytes that are not the message. Without it grpc-java takes a parsing
/// failure for a fault of the server and answers UNKNOWN.
public final class GrpcStrictMessages {
  private GrpcStrictMessages() {}

  /// The same service, with readable refusals.
  public static ServerServiceDefinition of(ServerServiceDefinition service) {
    List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
    ServiceDescriptor original = service.getServiceDescriptor();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(original.getName())
            .setSchemaDescriptor(original.getSchemaDescriptor());
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      ServerMethodDefinition<?, ?> strict = strict(method);
      methods.add(strict);
      descriptor.addMethod(strict.getMethodDescriptor());
    }
    ServerServiceDefinition.Builder builder = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(builder::addMethod);
    return builder.build();
  }

  private static <Q, A> ServerMethodDefinition<Incoming<Q>, A> strict(
      ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> original = method.getMethodDescriptor();
    MethodDescriptor<Incoming<Q>, A> descriptor =
        original.toBuilder(
                new IncomingMarshaller<>(original.getRequestMarshaller()),
                original.getResponseMarshaller())
            .build();
    ServerCallHandler<Q, A> handler = method.getServerCallHandler();
    return ServerMethodDefinition.create(
        descriptor, (call, headers) -> start(call, headers, original, handler));
  }

  private static <Q, A> ServerCall.Listener<Incoming<Q>> start(
      ServerCall<Incoming<Q>, A> call,
      Metadata headers,
      MethodDescriptor<Q, A> original,
      ServerCallHandler<Q, A> handler) {
    ServerCall<Q, A> typed = new TypedCall<>(call, original);
    return new StrictListener<>(typed, handler.startCall(typed, headers));
  }

  /// A message, or nothing where the bytes are not one.
  private record Incoming<Q>(Optional<Q> message) {}

  private record IncomingMarshaller<Q>(Marshaller<Q> original) implements Marshaller<Incoming<Q>> {
    @Override
    public InputStream stream(Incoming<Q> value) {
      return original.stream(value.message().orElseThrow());
    }

    @Override
    public Incoming<Q> parse(InputStream stream) {
      try {
        return new Incoming<>(Optional.of(original.parse(stream)));
      } catch (StatusRuntimeException _) {
        return new Incoming<>(Optional.empty());
      }
    }
  }

  private static final class TypedCall<Q, A> extends ServerCall<Q, A> {
    private final ServerCall<Incoming<Q>, A> call;
    private final MethodDescriptor<Q, A> method;

    TypedCall(ServerCall<Incoming<Q>, A> call, MethodDescriptor<Q, A> method) {
      this.call = call;
      this.method = method;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
      return method;
    }

    @Override
    public void request(int count) {
      call.request(count);
    }

    @Override
    public void sendHeaders(Metadata headers) {
      call.sendHeaders(headers);
    }

    @Override
    public void sendMessage(A message) {
      call.sendMessage(message);
    }

    @Override
    public void close(io.grpc.Status status, Metadata trailers) {
      call.close(status, trailers);
    }

    @Override
    public boolean isCancelled() {
      return call.isCancelled();
    }

    @Override
    public boolean isReady() {
      return call.isReady();
    }

    @Override
    public void setMessageCompression(boolean enabled) {
      call.setMessageCompression(enabled);
    }

    @Override
    public void setCompression(String compressor) {
      call.setCompression(compressor);
    }

    @Override
    public void setOnReadyThreshold(int bytes) {
      call.setOnReadyThreshold(bytes);
    }

    @Override
    public io.grpc.Attributes getAttributes() {
      return call.getAttributes();
    }

    @Override
    public io.grpc.@org.jspecify.annotations.Nullable SecurityLevel getSecurityLevel() {
      return call.getSecurityLevel();
    }

    @Override
    public @org.jspecify.annotations.Nullable String getAuthority() {
      return call.getAuthority();
    }
  }

  private static final class StrictListener<Q, A> extends ServerCall.Listener<Incoming<Q>> {
    private final ServerCall<Q, A> call;
    private final ServerCall.Listener<Q> listener;
    private boolean refused;

    StrictListener(ServerCall<Q, A> call, ServerCall.Listener<Q> listener) {
      this.call = call;
      this.listener = listener;
    }

    @Override
    public void onMessage(Incoming<Q> incoming) {
      if (refused) {
        return;
      }
      if (incoming.message().isPresent()) {
        listener.onMessage(incoming.message().get());
        return;
      }
      refused = true;
      StatusRuntimeException refusal =
          GrpcProblems.status(
              new Problem(
                  Reason.MALFORMED,
                  "the bytes are not a "
                      + call.getMethodDescriptor().getBareMethodName()
                      + " request, or a text in it is not UTF-8"));
      Metadata trailers = refusal.getTrailers();
      call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    // After a refusal the handler would answer once more, that it got no message.
    @Override
    public void onHalfClose() {
      if (!refused) {
        listener.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      listener.onCancel();
    }

    @Override
    public void onComplete() {
      listener.onComplete();
    }

    @Override
    public void onReady() {
      listener.onReady();
    }
  }
}
