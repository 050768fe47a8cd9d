package org.onthaal.aggregation.door;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// The JSON body of a call as its message, or what is wrong with it. Strict, because the contract's
/// own parser takes comments, repeated names and half characters, and tells of its own classes.
///
/// Reads what [JsonValues] reads, maps of texts, and lists and messages of these.
public final class JsonBody {
  private final JsonReader in;
  private final JsonValues values;
  private final Predicate<FieldDescriptor> taken;

  private JsonBody(String json, Predicate<FieldDescriptor> taken) {
    in = new JsonReader(new StringReader(json));
    in.setStrictness(Strictness.STRICT);
    values = new JsonValues(in);
    this.taken = taken;
  }

  /// What could be read of a body, and what could not.
  ///
  /// @param violations to which whoever knows the call adds what else is wrong
  public record Begun<M extends Message>(M message, Violations violations) {
    /// The message, when nothing was wrong.
    public Answer<M> whole() {
      return violations.isEmpty()
          ? new Answer.Given<>(message)
          : new Answer.Refused<>(violations.problem());
    }
  }

  /// Reads it whole.
  ///
  /// @param mediaType as the caller named it; absent counts as JSON
  /// @param empty a message without values, of the type that is read
  public static <M extends Message> Answer<M> read(
      Optional<String> mediaType, byte[] body, M empty) {
    return switch (begin(mediaType, body, empty, "")) {
      case Answer.Given<Begun<M>>(Begun<M> begun) -> begun.whole();
      case Answer.Refused<Begun<M>>(Problem problem) -> new Answer.Refused<>(problem);
    };
  }

  /// Reads what can be read; refused is only what is no JSON object at all.
  ///
  /// @param elsewhere name of the field that stands in the path, which the body lacks; empty when
  ///   none
  public static <M extends Message> Answer<Begun<M>> begin(
      Optional<String> mediaType, byte[] body, M empty, String elsewhere) {
    if (mediaType.isPresent() && !mediaType.get().equals("application/json")) {
      return refused(Reason.MEDIA_TYPE_UNSUPPORTED, "the body must be application/json");
    }
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return new JsonBody(json, field -> !field.getName().equals(elsewhere)).whole(empty);
    } catch (CharacterCodingException _) {
      return refused(Reason.MALFORMED, "the body is not UTF-8");
    } catch (IOException _) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
  }

  private <M extends Message> Answer<Begun<M>> whole(M empty) throws IOException {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
    Message.Builder message = empty.newBuilderForType();
    object(message, "");
    if (in.peek() != JsonToken.END_DOCUMENT) {
      return refused(Reason.MALFORMED, "the body is not one JSON object");
    }
    @SuppressWarnings("unchecked") // a builder of this message builds this message
    M whole = (M) message.build();
    return new Answer.Given<>(new Begun<>(whole, values.violations()));
  }

  private void object(Message.Builder message, String path) throws IOException {
    List<FieldDescriptor> fields =
        message.getDescriptorForType().getFields().stream()
            .filter(field -> !path.isEmpty() || taken.test(field))
            .toList();
    Set<FieldDescriptor> seen = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Optional<FieldDescriptor> field =
          fields.stream()
              .filter(one -> one.getJsonName().equals(name) || one.getName().equals(name))
              .findFirst();
      if (field.isEmpty()) {
        values.refuseUnknown(path, name, fields);
      } else if (seen.add(field.get())) {
        value(message, field.get(), path + field.get().getJsonName());
      } else {
        values.refuse(path + field.get().getJsonName(), "the field once");
      }
    }
    in.endObject();
  }

  private void value(Message.Builder message, FieldDescriptor field, String path)
      throws IOException {
    if (in.peek() == JsonToken.NULL) {
      // The contract's JSON takes null for absent.
      in.nextNull();
    } else if (field.isMapField()) {
      map(message, field, path);
    } else if (field.isRepeated()) {
      list(message, field, path);
    } else if (JsonValues.isObject(field)) {
      inner(message.getFieldBuilder(field), path);
    } else {
      values.value(field, path).ifPresent(value -> message.setField(field, value));
    }
  }

  private void inner(Message.Builder message, String path) throws IOException {
    if (in.peek() == JsonToken.BEGIN_OBJECT) {
      object(message, path + ".");
    } else {
      values.refuse(path, "an object");
    }
  }

  private void list(Message.Builder message, FieldDescriptor field, String path)
      throws IOException {
    if (in.peek() != JsonToken.BEGIN_ARRAY) {
      values.refuse(path, "a list of " + JsonValues.plural(field));
      return;
    }
    in.beginArray();
    for (int i = 0; in.hasNext(); i++) {
      String here = path + "[" + i + "]";
      // What could not be read keeps its place, so that the others are named by theirs.
      if (JsonValues.isObject(field)) {
        Message.Builder one = message.newBuilderForField(field);
        inner(one, here);
        message.addRepeatedField(field, one.build());
      } else {
        message.addRepeatedField(
            field, values.value(field, here).orElse(JsonValues.nothing(field)));
      }
    }
    in.endArray();
  }

  private void map(Message.Builder message, FieldDescriptor field, String path) throws IOException {
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      values.refuse(path, "an object of texts");
      return;
    }
    FieldDescriptor key = field.getMessageType().findFieldByName("key");
    FieldDescriptor value = field.getMessageType().findFieldByName("value");
    Set<String> seen = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      String here = path + "." + JsonValues.shown(name);
      if (!JsonValues.isWhole(name)) {
        values.refuse(here, "a name in whole Unicode characters");
      } else if (!seen.add(name)) {
        values.refuse(here, "the name once");
      } else {
        values
            .value(value, here)
            .ifPresent(text ->
                message.addRepeatedField(
                    field,
                    message
                        .newBuilderForField(field)
                        .setField(key, name)
                        .setField(value, text)
                        .build()));
      }
    }
    in.endObject();
  }

  private static <M> Answer<M> refused(Reason reason, String detail) {
    return new Answer.Refused<>(Problem.newBuilder().setReason(reason).setDetail(detail).build());
  }
}
