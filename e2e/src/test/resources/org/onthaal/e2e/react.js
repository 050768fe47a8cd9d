// A page that renders itself again and moves the element, as single-page applications do.
const { createElement, useState } = React;

function Permit() {
  const [renders, renderAgain] = useState(0);
  const feedback = createElement("onthaal-feedback", { touchpoint: "parking-permit", lang: "nl", "data-renders": renders });
  return createElement(
    "main",
    null,
    createElement("section", null, feedback),
    createElement("button", { id: "again", onClick: () => renderAgain(renders + 1) }, "again"),
    createElement("button", { id: "move", onClick: () => document.querySelector("aside").append(document.querySelector("onthaal-feedback")) }, "move"),
    createElement("aside", null),
  );
}

let told = 0;
document.addEventListener("feedback-submitted", () => document.querySelector("#told").textContent = String(++told));
document.body.append(Object.assign(document.createElement("p"), { id: "told", textContent: "0" }));
ReactDOM.createRoot(document.querySelector("#app")).render(createElement(Permit));
