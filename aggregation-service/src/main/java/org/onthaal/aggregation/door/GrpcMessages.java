package org.onthaal.aggregation.door;

import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Answers INVALID_ARGUMENT to bytes that are not the message, and RESOURCE_EXHAUSTED to too many
/// of them. Without it grpc-java takes a parsing failure for a fault of the server and answers
/// UNKNOWN, and has one limit of bytes for all calls. Calls that nobody waits for are not begun.
public final class GrpcMessages {
  private GrpcMessages() {}

  /// The same service, with readable refusals.
  ///
  /// @param bytesMax of one message after decompression, by the method's full name
  public static ServerServiceDefinition of(
      ServerServiceDefinition service, ToIntFunction<String> bytesMax) {
    List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
    ServiceDescriptor original = service.getServiceDescriptor();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(original.getName())
            .setSchemaDescriptor(original.getSchemaDescriptor());
    for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
      ServerMethodDefinition<?, ?> strict = strict(method, bytesMax);
      methods.add(strict);
      descriptor.addMethod(strict.getMethodDescriptor());
    }
    ServerServiceDefinition.Builder builder = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(builder::addMethod);
    return builder.build();
  }

  private static <Q, A> ServerMethodDefinition<Incoming<Q>, A> strict(
      ServerMethodDefinition<Q, A> method, ToIntFunction<String> bytesMax) {
    MethodDescriptor<Q, A> original = method.getMethodDescriptor();
    int most = bytesMax.applyAsInt(original.getFullMethodName());
    MethodDescriptor<Incoming<Q>, A> descriptor =
        original.toBuilder(
                new IncomingMarshaller<>(original.getRequestMarshaller(), most),
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

  /// A message, or nothing where the bytes are not one or too many.
  private record Incoming<Q>(Optional<Q> message, int tooMany) {}

  private record IncomingMarshaller<Q>(Marshaller<Q> original, int bytesMax)
      implements Marshaller<Incoming<Q>> {
    @Override
    public InputStream stream(Incoming<Q> value) {
      return original.stream(value.message().orElseThrow());
    }

    @Override
    public Incoming<Q> parse(InputStream stream) {
      try {
        return new Incoming<>(Optional.of(original.parse(bounded(stream))), 0);
      } catch (StatusRuntimeException e) {
        // Thrown by the stream; a message that cannot be read is INTERNAL.
        boolean tooMany = e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED;
        return new Incoming<>(Optional.empty(), tooMany ? bytesMax : 0);
      }
    }

    // A message that was not compressed says how long it is, and is parsed faster as it came.
    private InputStream bounded(InputStream stream) {
      try {
        if (stream instanceof KnownLength) {
          if (stream.available() > bytesMax) {
            throw Status.RESOURCE_EXHAUSTED.asRuntimeException();
          }
          return stream;
        }
        return new BoundedStream(stream, bytesMax);
      } catch (IOException e) {
        throw Status.INTERNAL.withCause(e).asRuntimeException();
      }
    }
  }

  /// Ends a message that decompresses to more than is taken, before it is in memory.
  private static final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, int bytesMax) {
      super(in);
      left = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw Status.RESOURCE_EXHAUSTED.asRuntimeException();
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
    public void close(Status status, Metadata trailers) {
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
      StatusRuntimeException refusal = GrpcProblems.status(problem(incoming));
      Metadata trailers = refusal.getTrailers();
      call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private Problem problem(Incoming<Q> incoming) {
      String name = call.getMethodDescriptor().getBareMethodName();
      return incoming.tooMany() > 0
          ? Problems.of(
              Reason.MESSAGE_TOO_LARGE,
              "a %s request is larger than %d bytes".formatted(name, incoming.tooMany()))
          : Problems.of(
              Reason.MALFORMED,
              "the bytes are not a " + name + " request, or a text in it is not UTF-8");
    }

    // After a refusal the handler would answer once more, that it got no message.
    @Override
    public void onHalfClose() {
      if (refused) {
        return;
      }
      if (GrpcPatience.nanos() <= 0) {
        refused = true;
        call.close(Status.CANCELLED.withDescription("the caller waits no longer"), new Metadata());
        return;
      }
      listener.onHalfClose();
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
