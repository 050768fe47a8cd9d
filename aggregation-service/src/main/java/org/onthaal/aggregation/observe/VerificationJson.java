package org.onthaal.aggregation.observe;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import org.onthaal.aggregation.fold.Verification;

/// The result of a recount, for programs and people alike.
final class VerificationJson {
  private VerificationJson() {}

  static String of(Verification.Result result) {
    Struct.Builder answer =
        Struct.newBuilder()
            .putFields("agrees", Value.newBuilder().setBoolValue(result.agrees()).build())
            .putFields("ratings", number(result.answers()))
            .putFields("minutesCompared", number(result.minutes()))
            .putFields("hoursCompared", number(result.hours()))
            .putFields("daysCompared", number(result.days()))
            .putFields("channelDaysCompared", number(result.channelDays()))
            .putFields("quarantined", number(result.quarantined()))
            .putFields("positions", texts(result.positions()))
            .putFields("differenceCount", number(result.differenceCount()))
            .putFields("differences", texts(result.differences()));
    try {
      return JsonFormat.printer().print(answer) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a struct of plain values has JSON", e);
    }
  }

  private static Value number(long value) {
    return Value.newBuilder().setNumberValue((double) value).build();
  }

  private static Value texts(List<String> values) {
    ListValue.Builder list = ListValue.newBuilder();
    values.forEach(value -> list.addValues(Value.newBuilder().setStringValue(value)));
    return Value.newBuilder().setListValue(list).build();
  }
}
