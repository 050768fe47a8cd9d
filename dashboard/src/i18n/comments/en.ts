/** The words about comments. The other languages have the same keys, or do not compile. */
export const en = {
  title: "Comments",
  about: "What people wrote in this time, newest first. Personal data was removed before anything was stored.",
  narrowed: "The choice of channel and language at the top of the page counts here too.",
  search: "Words",
  searchHint: "All words must occur; capitals and accents do not matter.",
  find: "Search",
  score: "Score",
  every: "all",
  reset: "Show all comments",
  shown: { one: "1 comment is shown.", many: "{n} comments are shown." },
  further: "There are more.",
  all: "These are all.",
  none: "Nobody wrote anything in this time.",
  noneFound: "No comment in this time is like that.",
  noneYet: "None so far:",
  lookedTo: "looked back to {time}.",
  more: "Show more",
  back: "Look further back",
  withheld:
    "Some comments are withheld: so few people answered in the same place, language and way, with the same score and in the same month that they could be recognised.",
  points: "{score} of {best}",
  time: "time",
  text: "comment",
};

/** Every word about comments in one language. */
export type CommentWords = typeof en;
