package org.onthaal.bench.sdk;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads what OpenTelemetry sends, by the numbers of the fields in its `logs_service.proto`,
/// `logs.proto` and `common.proto`.
final class OtlpLogs {
  /// resource_logs, scope_logs, log_records, body, string_value
  private static final List<Integer> PATH_TO_BODY = List.of(1, 2, 2, 5, 1);

  private OtlpLogs() {}

  /// The bodies of all records of a request.
  static List<String> bodies(byte[] request) throws IOException {
    List<ByteString> found = List.of(ByteString.copyFrom(request));
    for (int field : PATH_TO_BODY) {
      List<ByteString> inside = new ArrayList<>();
      for (ByteString message : found) {
        inside.addAll(UnknownFieldSet.parseFrom(message).getField(field).getLengthDelimitedList());
      }
      found = inside;
    }
    return found.stream().map(ByteString::toStringUtf8).toList();
  }
}
