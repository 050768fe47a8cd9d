package org.onthaal.spring;

import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.Rating;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** As docs/integrate-java.md shows it. */
@RestController
class Permits {
  private final FeedbackClient feedback;

  Permits(FeedbackClient feedback) {
    this.feedback = feedback;
  }

  @PostMapping("/ratings")
  String rate(@RequestParam int score) {
    return feedback.submitDurable(Rating.csat(score)).isDurable() ? "kept" : "not kept";
  }
}
