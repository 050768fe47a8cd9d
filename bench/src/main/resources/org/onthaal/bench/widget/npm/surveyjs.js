// "Get Started" of SurveyJS's documentation, by npm and a bundler, which loads less than its two script tags.
// "Rate with smileys" is its rating question with rateType; onComplete sends to a server of one's own.
import { Model } from "survey-core";
import "survey-js-ui";

const survey = new Model({
  completedHtml: "<p id=thanks>Your rating is stored.</p>",
  showQuestionNumbers: "off",
  elements: [
    { type: "rating", name: "overall", title: "How satisfied are you?", rateType: "smileys", rateMax: 5, isRequired: true },
    { type: "comment", name: "comment", title: "Why?" },
  ],
});
survey.onComplete.add((sender) =>
  fetch("/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sender.data),
  })
);
survey.render(document.getElementById("survey"));
