package org.onthaal.feedback.collect;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// Reads JSON as a message of the contract and says everything that is wrong with it at once: what
/// cannot be read is left out of the message and noted. Strict, because the contract's own parser
/// takes comments, repeated names and text after the end.
final class JsonMessages {
  // A name of a stranger's choosing is repeated in the answer up to here.
  private static final int NAME_CHARACTERS_MAX = 60;
  // More than a person can use; a hostile body has millions.
  private static final int VIOLATIONS_MAX = 2_000;

  // google.protobuf.Duration takes up to 315,576,000,000 s; a tenth of that is 1,000 years too.
  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,11}(\\.[0-9]{1,9})?s");
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}_…-]+");

  private final JsonReader in;
  private final Set<String> hidden;
  private final List<Violation> found = new ArrayList<>();

  private JsonMessages(String text, Set<String> hidden) {
    this.hidden = hidden;
    in = new JsonReader(new StringReader(text));
    in.setStrictness(Strictness.STRICT);
  }

  /// Merges a body into a builder; gives what could not be read.
  ///
  /// @param hidden fields of the message that come from elsewhere than the body
  static List<Violation> read(byte[] body, Message.Builder into, Set<String> hidden)
      throws UnreadableBodyException {
    JsonMessages reading = new JsonMessages(text(body), hidden);
    try {
      JsonObject kept = reading.root(into.getDescriptorForType());
      JsonFormat.parser().merge(kept.toString(), into);
      return reading.found;
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableBodyException("the body is not the JSON of the message", e);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new UnreadableBodyException(
          "the body is not JSON: something unexpected at or after " + reading.in.getPath(), e);
    }
  }

  private static String text(byte[] body) throws UnreadableBodyException {
    if (body.length == 0) {
      throw new UnreadableBodyException("the body is empty; expected a JSON object");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableBodyException("the body is not UTF-8", e);
    }
  }

  private JsonObject root(Descriptor type) throws IOException, UnreadableBodyException {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      throw new UnreadableBodyException("expected a JSON object");
    }
    JsonObject kept = object(type, "");
    if (in.peek() != JsonToken.END_DOCUMENT) {
      throw new UnreadableBodyException("expected nothing after the JSON object");
    }
    return kept;
  }

  private JsonObject object(Descriptor type, String path) throws IOException {
    JsonObject kept = new JsonObject();
    Set<Object> seen = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Optional<FieldDescriptor> field = field(type, name, path);
      if (field.isEmpty()) {
        complain(inside(path, cut(name)), Reason.UNKNOWN_FIELD, "one of " + names(type, path));
        in.skipValue();
      } else {
        member(field.get(), inside(path, field.get().getJsonName()), seen, kept);
      }
    }
    in.endObject();
    return kept;
  }

  private void member(FieldDescriptor field, String path, Set<Object> seen, JsonObject kept)
      throws IOException {
    if (in.peek() == JsonToken.NULL) {
      // The contract's JSON takes null for absent.
      in.nextNull();
      return;
    }
    OneofDescriptor choice = field.getRealContainingOneof();
    if (!seen.add(field)) {
      refuse(path, "the field once");
    } else if (choice != null && !seen.add(choice)) {
      refuse(path, "only one of " + names(choice.getFields()));
    } else if (field.isMapField()) {
      map(field, path).ifPresent(values -> kept.add(field.getJsonName(), values));
    } else if (field.isRepeated()) {
      list(field, path).ifPresent(values -> kept.add(field.getJsonName(), values));
    } else {
      value(field, path).ifPresent(value -> kept.add(field.getJsonName(), value));
    }
  }

  private Optional<JsonElement> list(FieldDescriptor field, String path) throws IOException {
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      return refuse(path, "a list");
    }
    JsonArray kept = new JsonArray();
    in.beginArray();
    for (int i = 0; in.hasNext(); i++) {
      Optional<JsonElement> value = value(field, path + "[" + i + "]");
      // An empty object in place of what is wrong keeps the others where they are.
      kept.add(value.orElseGet(JsonObject::new));
    }
    in.endArray();
    return Optional.of(kept);
  }

  // Keys are texts in JSON whatever they are in the message, and texts in every message read here.
  private Optional<JsonElement> map(FieldDescriptor field, String path) throws IOException {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      return refuse(path, "a JSON object");
    }
    FieldDescriptor values = field.getMessageType().findFieldByName("value");
    JsonObject kept = new JsonObject();
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      String where = inside(path, cut(key));
      Optional<JsonElement> value = isWhole(key) ? value(values, where) : Optional.empty();
      if (!isWhole(key)) {
        refuse(where, "a name in whole Unicode characters");
      } else if (kept.has(key)) {
        complain(where, Reason.INVALID, "the field once");
      }
      value.ifPresent(found -> kept.add(key, found));
    }
    in.endObject();
    return Optional.of(kept);
  }

  private Optional<JsonElement> value(FieldDescriptor field, String path) throws IOException {
    return switch (field.getJavaType()) {
      case STRING -> string(path);
      case INT -> integer(path, field.getType() == FieldDescriptor.Type.UINT32);
      case ENUM -> constant(field, path);
      case MESSAGE -> message(field.getMessageType(), path);
      case BOOLEAN -> truth(path);
      case BYTE_STRING, DOUBLE, FLOAT, LONG ->
          throw new IllegalStateException(
              field.getFullName() + ": " + field.getJavaType() + " (expected: a type read here)");
    };
  }

  private Optional<JsonElement> string(String path) throws IOException {
    if (in.peek() != JsonToken.STRING) {
      return refuse(path, "a text in quotes");
    }
    String text = in.nextString();
    return isWhole(text)
        ? Optional.of(new JsonPrimitive(text))
        : complain(path, Reason.INVALID, "text in whole Unicode characters");
  }

  // Half a surrogate pair, written as an escape, cannot be stored as UTF-8.
  private static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE);
  }

  private Optional<JsonElement> truth(String path) throws IOException {
    return in.peek() == JsonToken.BOOLEAN
        ? Optional.of(new JsonPrimitive(in.nextBoolean()))
        : refuse(path, "true or false");
  }

  private Optional<JsonElement> integer(String path, boolean unsigned) throws IOException {
    String expected = unsigned ? "a whole number from 0" : "a whole number";
    if (in.peek() != JsonToken.NUMBER) {
      return refuse(path, expected);
    }
    String text = in.nextString();
    try {
      long number = new BigDecimal(text).longValueExact();
      boolean fits =
          unsigned
              ? 0 <= number && number <= 0xFFFF_FFFFL
              : number == Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
      return fits
          ? Optional.of(new JsonPrimitive(number))
          : complain(path, Reason.INVALID, expected + " of at most 32 bits");
    } catch (ArithmeticException | NumberFormatException _) {
      return complain(path, Reason.INVALID, expected);
    }
  }

  private Optional<JsonElement> constant(FieldDescriptor field, String path) throws IOException {
    String expected =
        field.getEnumType().getValues().stream()
            .filter(value -> value.getNumber() != 0)
            .map(value -> value.getName())
            .collect(Collectors.joining(", ", "one of ", ""));
    if (in.peek() != JsonToken.STRING) {
      return refuse(path, expected);
    }
    String name = in.nextString();
    return field.getEnumType().findValueByName(name) == null
        ? complain(path, Reason.INVALID, expected)
        : Optional.of(new JsonPrimitive(name));
  }

  private Optional<JsonElement> message(Descriptor type, String path) throws IOException {
    return switch (type.getFullName()) {
      case "google.protobuf.Timestamp" -> time(path);
      case "google.protobuf.Duration" -> duration(path);
      default ->
          in.peek() == JsonToken.BEGIN_OBJECT
              ? Optional.of(object(type, path))
              : refuse(path, "a JSON object");
    };
  }

  private Optional<JsonElement> duration(String path) throws IOException {
    String expected = "seconds such as 3.5s";
    if (in.peek() != JsonToken.STRING) {
      return refuse(path, expected);
    }
    String text = in.nextString();
    return SECONDS.matcher(text).matches()
        ? Optional.of(new JsonPrimitive(text))
        : complain(path, Reason.INVALID, expected);
  }

  private Optional<JsonElement> time(String path) throws IOException {
    String expected = "a time with its zone such as 2026-03-05T12:00:00Z";
    if (in.peek() != JsonToken.STRING) {
      return refuse(path, expected);
    }
    String text = in.nextString();
    try {
      // The contract's own parser makes 2 March of 30 February.
      Instant time = OffsetDateTime.parse(text).toInstant();
      return Optional.of(new JsonPrimitive(Timestamps.toString(Timestamps.parse(time.toString()))));
    } catch (DateTimeException | ParseException | IllegalArgumentException _) {
      return complain(path, Reason.INVALID, expected);
    }
  }

  // Skips what stands there.
  private Optional<JsonElement> refuse(String path, String expected) throws IOException {
    in.skipValue();
    return complain(path, Reason.INVALID, expected);
  }

  private Optional<JsonElement> complain(String path, Reason reason, String expected) {
    if (found.size() < VIOLATIONS_MAX) {
      found.add(new Violation(path, reason, expected));
    }
    return Optional.empty();
  }

  private Optional<FieldDescriptor> field(Descriptor type, String name, String path) {
    return type.getFields().stream()
        .filter(field -> field.getJsonName().equals(name) || field.getName().equals(name))
        .filter(field -> !path.isEmpty() || !hidden.contains(field.getName()))
        .findFirst();
  }

  private String names(Descriptor type, String path) {
    return names(
        type.getFields().stream()
            .filter(field -> !path.isEmpty() || !hidden.contains(field.getName()))
            .toList());
  }

  private static String names(List<FieldDescriptor> fields) {
    return fields.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
  }

  private static String inside(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  // A name that could be taken for a path, or for none, is quoted.
  private static String cut(String name) {
    String shown =
        name.length() <= NAME_CHARACTERS_MAX ? name : name.substring(0, NAME_CHARACTERS_MAX) + "…";
    return PLAIN_NAME.matcher(shown).matches() ? shown : new JsonPrimitive(shown).toString();
  }
}
