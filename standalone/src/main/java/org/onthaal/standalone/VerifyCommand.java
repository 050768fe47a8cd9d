package org.onthaal.standalone;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.onthaal.standalone.process.Door;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `verify`: recounts everything from the ratings.
@Command(
    name = "verify",
    header = "Recounts everything from the stored ratings and says whether every figure agrees.",
    description = {
      "",
      "Works while ratings arrive: what reached the log between the two counts is folded in.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 everything agrees, 1 a difference was found, 2 it could not be told."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Option(names = "--json", description = "The server's answer as it is.")
  private boolean json;

  private static final Value NOT_SAID = Value.getDefaultInstance();

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public Integer call() {
    String body = new HttpDoor(server.doors(), Door.AGGREGATION_MANAGEMENT).get("/verify");
    if (json) {
      System.out.println(body);
    }
    Struct.Builder answer = HttpDoor.parse(body, Struct.newBuilder());
    boolean agrees = answer.getFieldsOrDefault("agrees", NOT_SAID).getBoolValue();
    if (!json) {
      answer
          .getFieldsMap()
          .forEach((name, value) -> {
            // Nothing is listed where there is nothing to list.
            if (!value.hasListValue() || value.getListValue().getValuesCount() > 0) {
              System.out.println(name + ": " + say(value));
            }
          });
      System.out.println(
          agrees
              ? "Every figure agrees with the ratings."
              : "The figures do not agree with the ratings.");
    }
    return agrees ? Standalone.OK : Standalone.FOUND;
  }

  private static String say(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case NUMBER_VALUE -> Long.toString(Math.round(value.getNumberValue()));
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream()
              .map(VerifyCommand::say)
              .collect(Collectors.joining("\n  ", "\n  ", ""));
      case STRUCT_VALUE ->
          value.getStructValue().getFieldsMap().entrySet().stream()
              .map(field -> field.getKey() + " " + say(field.getValue()))
              .collect(Collectors.joining(", "));
      case NULL_VALUE, KIND_NOT_SET -> "";
    };
  }
}
