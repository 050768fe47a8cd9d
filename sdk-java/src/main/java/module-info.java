/** Sends ratings to Onthaal: durable or told. */
module org.onthaal.sdk {
  requires com.google.protobuf;
  requires io.grpc;
  requires io.grpc.stub;
  requires org.onthaal.v1;
  requires static java.management;
  requires static org.jspecify;
  requires static io.opentelemetry.api;
  requires static micrometer.core;

  exports org.onthaal.sdk;
  exports org.onthaal.sdk.jmx;
  exports org.onthaal.sdk.micrometer;
  exports org.onthaal.sdk.opentelemetry;
  exports org.onthaal.sdk.testing;
}
