package org.onthaal.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractSchemasTest {
  @Test
  void everythingThatIsReferredToIsAddedOnce() {
    Map<String, Object> document = document(reference("GetSurveyResponse"), reference("Receipt"));

    assertThat(schemas(document).keySet())
        .containsExactlyInAnyOrder(
            "GetSurveyResponse",
            "LocalizedSurvey",
            "LocalizedQuestion",
            "LocalizedPoint",
            "LocalizedChoice",
            "AskedWhen",
            "Metric",
            "Receipt");
  }

  @Test
  void whatCallersSendIsClosedAndRequiresWhatItsCommentCallsRequired() {
    Map<String, Object> rating =
        schema(document(reference("Rating"), reference("Receipt")), "Rating");

    assertThat(rating)
        .containsEntry("additionalProperties", false)
        .containsEntry("required", List.of("touchpoint"));
  }

  @Test
  void whatOnlyTheServerSendsRequiresWhatIsAlwaysPrinted() {
    Map<String, Object> receipt =
        schema(document(reference("Rating"), reference("Receipt")), "Receipt");

    assertThat(receipt)
        .doesNotContainKey("additionalProperties")
        .containsEntry(
            "required", List.of("administration", "code", "duplicate", "id", "position"));
  }

  @Test
  void membersOfAOneofExcludeEachOther() {
    assertThat(schema(document(reference("Rating"), reference("Receipt")), "Answer"))
        .containsEntry(
            "not",
            Map.of(
                "anyOf",
                List.of(
                    Map.of("required", List.of("score", "dontKnow")),
                    Map.of("required", List.of("score", "choices")),
                    Map.of("required", List.of("dontKnow", "choices")))));
  }

  @Test
  void textsByKeyAndSpansOfTimeAreWhatTheyAreInJson() {
    Map<String, Object> document = document(reference("Rating"), reference("Receipt"));

    assertThat(property(document, "Rating", "context"))
        .containsEntry("type", "object")
        .containsEntry("additionalProperties", Map.of("type", "string"));
    assertThat(property(document, "Hints", "answeredIn")).containsEntry("type", "string");
    assertThat(property(document, "Hints", "trapFilled")).containsEntry("type", "boolean");
  }

  @Test
  void commentsOfEqualFieldsStayApart() {
    Map<String, Object> document =
        document(reference("Rating"), reference("ListRatingsResponse"), reference("ScoreRow"));

    assertThat(property(document, "StoredRating", "administration"))
        .containsEntry("description", "Code of the administration.");
    assertThat(property(document, "ScoreRow", "administration"))
        .containsEntry("description", "The keys that were asked for.");
  }

  @Test
  void enumIsToldWithWhatEachValueMeans() {
    Map<String, Object> metric = schema(document(reference("Rating")), "Metric");

    assertThat(List.<Object>copyOf((List<?>) metric.get("enum")))
        .contains("CSAT", "NPS", "CES", "THUMBS");
    assertThat((String) metric.get("description")).contains("* `CSAT`: Satisfaction, 1");
  }

  @Test
  void membersThatTravelElsewhereAreLeftOutOfTheBody() {
    Map<String, Object> body = reference("AmendRatingRequest");
    body.put("x-without", List.of("id", "receiptCode"));
    document(body);

    assertThat(((Map<?, ?>) body.get("properties")).keySet())
        .isEqualTo(java.util.Set.of("answers", "comment"));
  }

  @Test
  void nameThatTheContractLacksIsRefused() {
    assertThatThrownBy(() -> document(reference("Vote")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Vote");
  }

  // The first is sent by callers, the others are answers.
  @SafeVarargs
  private static Map<String, Object> document(
      Map<String, Object> sent, Map<String, Object>... answered) {
    Map<String, Object> document = new HashMap<>();
    document.put("requestBody", Map.of("schema", sent));
    document.put("responses", List.of(answered));
    ContractSchemas.load().complete(document);
    return document;
  }

  private static Map<String, Object> reference(String name) {
    return new HashMap<>(Map.of("$ref", "#/components/schemas/" + name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> schemas(Map<String, Object> document) {
    return (Map<String, Object>) ((Map<String, Object>) document.get("components")).get("schemas");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> schema(Map<String, Object> document, String name) {
    return (Map<String, Object>) schemas(document).get(name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> property(
      Map<String, Object> document, String schema, String name) {
    Map<String, Object> whole = (Map<String, Object>) schemas(document).get(schema);
    return whole == null
        ? null
        : (Map<String, Object>) ((Map<String, Object>) whole.get("properties")).get(name);
  }
}
