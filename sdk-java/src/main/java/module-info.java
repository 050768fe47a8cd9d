/** Sends ratings to Onthaal: durable or told. */
module org.onthaal.sdk {
  requires com.google.protobuf;
  requires io.grpc;
  requires io.grpc.stub;
  requires org.onthaal.v1;
  requires static org.jspecify;

  exports org.onthaal.sdk;
  exports org.onthaal.sdk.testing;
}
