package org.onthaal.aggregation.door;

import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.onthaal.v1.Reason;

/// Single values of a JSON body: texts, truths, whole numbers, words of an enum, times and
/// durations; and what is wrong with those that are none. One thread.
final class JsonValues {
  /// A name of a stranger's choosing is repeated in the answer up to here.
  private static final int NAME_CHARACTERS_MAX = 60;

  /// A hostile body has hundreds of thousands of members.
  private static final int REFUSALS_MAX = 100;

  // Ten digits hold every number of 32 bits; a decimal of a stranger's choosing may be endless.
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,10}");
  private static final Pattern DURATION = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?s");
  private static final long UINT32_MAX = 0xFFFF_FFFFL;

  private final JsonReader in;
  private final Violations violations = new Violations();
  private int refusals;

  JsonValues(JsonReader in) {
    this.in = in;
  }

  Violations violations() {
    return violations;
  }

  /// Whether a value of this field is a JSON object.
  static boolean isObject(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && !isTime(field)
        && !field.getMessageType().equals(Duration.getDescriptor());
  }

  private static boolean isTime(FieldDescriptor field) {
    return field.getMessageType().equals(Timestamp.getDescriptor());
  }

  /// What several values of this field are called.
  static String plural(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> "texts";
      case BOOLEAN -> "truths";
      case INT -> "whole numbers";
      case ENUM -> "words";
      case MESSAGE -> isObject(field) ? "objects" : isTime(field) ? "times" : "durations";
      default -> throw new IllegalArgumentException(unread(field));
    };
  }

  /// What keeps the place of a value that could not be read.
  static Object nothing(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> "";
      case BOOLEAN -> false;
      case INT -> 0;
      case ENUM -> field.getEnumType().findValueByNumber(0);
      case MESSAGE ->
          isTime(field) ? Timestamp.getDefaultInstance() : Duration.getDefaultInstance();
      default -> throw new IllegalArgumentException(unread(field));
    };
  }

  /// The next value, as the message keeps it; empty where it is refused.
  Optional<Object> value(FieldDescriptor field, String path) throws IOException {
    return switch (field.getJavaType()) {
      case STRING -> text(path).map(text -> text);
      case BOOLEAN -> truth(path);
      case INT -> number(field, path);
      case ENUM -> word(field, path);
      case MESSAGE ->
          text(path).flatMap(text -> isTime(field) ? time(path, text) : duration(path, text));
      default -> throw new IllegalArgumentException(unread(field));
    };
  }

  private static String unread(FieldDescriptor field) {
    return field.getFullName() + " is a " + field.getType() + " (expected: what a body may have)";
  }

  private Optional<String> text(String path) throws IOException {
    if (in.peek() != JsonToken.STRING) {
      refuse(path, "a text in quotes");
      return Optional.empty();
    }
    String text = in.nextString();
    if (!isWhole(text)) {
      refuseRead(path, "text in whole Unicode characters");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /// Half a surrogate pair, written as an escape, is no character.
  static boolean isWhole(String text) {
    return text.codePoints().noneMatch(JsonValues::isHalf);
  }

  private static boolean isHalf(int codePoint) {
    return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
  }

  private Optional<Object> truth(String path) throws IOException {
    if (in.peek() == JsonToken.BOOLEAN) {
      return Optional.of(in.nextBoolean());
    }
    refuse(path, "true or false");
    return Optional.empty();
  }

  private Optional<Object> number(FieldDescriptor field, String path) throws IOException {
    boolean isUnsigned =
        field.getType() == FieldDescriptor.Type.UINT32
            || field.getType() == FieldDescriptor.Type.FIXED32;
    long least = isUnsigned ? 0 : Integer.MIN_VALUE;
    long most = isUnsigned ? UINT32_MAX : Integer.MAX_VALUE;
    String expected = "a whole number from " + least + " to " + most;
    if (in.peek() != JsonToken.NUMBER) {
      refuse(path, expected);
      return Optional.empty();
    }
    String digits = in.nextString();
    if (WHOLE_NUMBER.matcher(digits).matches()) {
      long number = Long.parseLong(digits);
      if (least <= number && number <= most) {
        return Optional.of((int) number);
      }
    }
    refuseRead(path, expected);
    return Optional.empty();
  }

  private Optional<Object> word(FieldDescriptor field, String path) throws IOException {
    String expected =
        field.getEnumType().getValues().stream()
            .filter(value -> value.getNumber() != 0)
            .map(EnumValueDescriptor::getName)
            .collect(Collectors.joining(", ", "one of ", ""));
    if (in.peek() != JsonToken.STRING) {
      refuse(path, expected);
      return Optional.empty();
    }
    Optional<Object> word =
        Optional.ofNullable(field.getEnumType().findValueByName(in.nextString()));
    if (word.isEmpty()) {
      refuseRead(path, expected);
    }
    return word;
  }

  private Optional<Object> time(String path, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      Timestamp read =
          Timestamp.newBuilder().setSeconds(time.toEpochSecond()).setNanos(time.getNano()).build();
      if (Timestamps.isValid(read)) {
        return Optional.of(read);
      }
    } catch (DateTimeException _) {
      // no such time
    }
    refuseRead(path, "an RFC 3339 time such as 2026-11-26T08:00:00Z");
    return Optional.empty();
  }

  private Optional<Object> duration(String path, String text) {
    if (DURATION.matcher(text).matches()) {
      try {
        return Optional.of(Durations.parse(text));
      } catch (ParseException _) {
        // longer than ten thousand years
      }
    }
    refuseRead(path, "seconds with their unit such as 1.500s");
    return Optional.empty();
  }

  /// Skips what stands there.
  void refuse(String path, String expected) throws IOException {
    in.skipValue();
    refuseRead(path, expected);
  }

  private void refuseRead(String path, String expected) {
    if (refusals++ < REFUSALS_MAX) {
      violations.addUnread(path, Reason.INVALID, expected);
    }
  }

  /// Skips what stands under a name that no field has.
  void refuseUnknown(String path, String name, List<FieldDescriptor> fields) throws IOException {
    in.skipValue();
    if (refusals++ < REFUSALS_MAX) {
      String names =
          fields.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
      violations.add(path + shown(name), Reason.UNKNOWN_FIELD, "one of " + names);
    }
  }

  /// A name as it is repeated to whoever chose it.
  static String shown(String name) {
    String shown =
        name.codePoints()
            .limit(NAME_CHARACTERS_MAX)
            .map(c -> isHalf(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return shown.isEmpty() ? new JsonPrimitive(shown).toString() : shown;
  }
}
