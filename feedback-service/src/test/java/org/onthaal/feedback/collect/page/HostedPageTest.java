package org.onthaal.feedback.collect.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

class HostedPageTest {
  private static final String V7 = "0198b2c4-7b1a-7c3d-9e4f-0123456789ab";

  @Test
  void textEntersMarkupEscaped() {
    Html html = Html.of("<p title=\"{}\">{}</p>", "\"'><script>", "a & b {} <i>");

    assertThat(html.markup())
        .isEqualTo("<p title=\"&quot;&#39;&gt;&lt;script&gt;\">a &amp; b {} &lt;i&gt;</p>");
  }

  @Test
  void markupEntersMarkupAsItIs() {
    assertThat(Html.of("<ul>{}</ul>", Html.of("<li>{}</li>", "<")).markup())
        .isEqualTo("<ul><li>&lt;</li></ul>");
  }

  @Test
  void templateWithTooFewOrTooManyPartsIsRefused() {
    assertThatThrownBy(() -> Html.of("{} {}", "one")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Html.of("{}", "one", "two"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(PageWord.class)
  void everyWordIsSaidDifferentlyInEachLanguage(PageWord word) {
    Map<Language, PageText> texts = PageText.all();

    assertThat(texts.keySet()).containsExactlyElementsOf(Language.REQUIRED);
    assertThat(texts.values())
        .allSatisfy(text -> assertThat(text.text(word)).isNotBlank().isNotEqualTo(word.name()));
    // Some short words are the same in two languages.
    assertThat(texts.values().stream().map(text -> text.text(word)).distinct().count())
        .isGreaterThan(word == PageWord.RECEIPT_CODE ? 0 : 1);
  }

  @Test
  void thanksAreSaidInEachLanguage() {
    assertThat(PageText.all().values().stream().map(text -> text.text(PageWord.THANKS_HEADING)))
        .containsExactly("Merci\u00A0!", "Bedankt!", "Danke!", "Thank you!");
  }

  @Test
  void marksThatFrenchSetsApartStayWithTheirWord() {
    assertThat(LocalizedSurvey.unbroken("Satisfait ? Oui ! Deux : un ; « deux »"))
        .isEqualTo("Satisfait\u00A0? Oui\u00A0! Deux\u00A0: un\u00A0; «\u00A0deux\u00A0»");
    assertThat(LocalizedSurvey.unbroken("Tevreden? 10:30, ja!")).isEqualTo("Tevreden? 10:30, ja!");
  }

  @Test
  void languagesAreNamedByTheirSpeakers() {
    assertThat(Language.REQUIRED.stream().map(PageText::nameOf))
        .containsExactly("Français", "Nederlands", "Deutsch", "English");
  }

  @Test
  void formIsReadAsUtf8() {
    PageForm form = form("comment=tr%C3%A8s+bien%0D%0A%26+calme&answer.overall=4&id=" + V7);

    assertThat(form.comment()).isEqualTo("très bien\n& calme");
    assertThat(form.first("answer.overall")).isEqualTo("4");
    assertThat(form.id()).hasValueSatisfying(id -> assertThat(id).hasToString(V7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id=",
        "id=x",
        "id=0198b2c4-7b1a-4c3d-9e4f-0123456789ab",
        "id=%22%3E%3Cscript%3E",
        "other=1"
      })
  void idThatIsAbsentOrTamperedWithIsNone(String body) {
    assertThat(form(body).id()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"comment=%", "comment=%zz", "%4=1", "a=1&b=%f"})
  void brokenPercentSignsAreNoForm(String body) {
    assertThat(PageForm.parse(body)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"&&&", "=", "a", "a=b=c", "a=1&a=2"})
  void oddFormsAreReadAllTheSame(String body) {
    assertThat(PageForm.parse(body)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version=", "version=-1", "version=99999999999", "version=1e3"})
  void versionThatIsNoNumberIsNone(String body) {
    assertThat(form(body).version()).isEmpty();
  }

  @Test
  void invisibleCharactersAreNotShownAgain() {
    assertThat(form("comment=a%00b%1Bc%0D%0Ad%09e").visibleComment()).isEqualTo("abc\nd\te");
  }

  @Test
  void onlyScoresOfSatisfactionHaveFacesAndEachHasItsOwn() {
    List<String> faces =
        IntStream.rangeClosed(1, 5).mapToObj(i -> PageFace.of(Metric.CSAT, i).markup()).toList();

    assertThat(faces)
        .doesNotHaveDuplicates()
        .allSatisfy(face -> assertThat(face).contains("aria-hidden=\"true\""));
    assertThat(PageFace.of(Metric.NPS, 5)).isEqualTo(Html.NONE);
  }

  @Test
  void everyTroubleIsToldOnceAndWhereItIs() {
    PageTrouble trouble =
        PageTrouble.of(
            List.of(
                new Violation("answers", Reason.MISSING, "1 to 20"),
                new Violation("answers", Reason.MISSING, "an answer"),
                new Violation("comment", Reason.COMMENT_TOO_LONG, "at most 4000")));

    assertThat(trouble.words()).containsExactly(PageWord.CHOICE_MISSING, PageWord.COMMENT_TOO_LONG);
    assertThat(trouble.isAboutChoice()).isTrue();
    assertThat(trouble.isAboutComment()).isTrue();
  }

  private static PageForm form(String body) {
    return PageForm.parse(body).orElseThrow();
  }
}
