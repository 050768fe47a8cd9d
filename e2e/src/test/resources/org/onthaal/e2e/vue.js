// A page that renders itself again and moves the element, as single-page applications do.
const { createApp, h, ref } = Vue;

let told = 0;
document.addEventListener("feedback-submitted", () => document.querySelector("#told").textContent = String(++told));
document.body.append(Object.assign(document.createElement("p"), { id: "told", textContent: "0" }));
createApp({
  setup() {
    const renders = ref(0);
    const move = () => document.querySelector("aside").append(document.querySelector("onthaal-feedback"));
    return () =>
      h("main", [
        h("section", [h("onthaal-feedback", { touchpoint: "parking-permit", lang: "nl", "data-renders": renders.value })]),
        h("button", { id: "again", onClick: () => renders.value++ }, "again"),
        h("button", { id: "move", onClick: move }, "move"),
        h("aside"),
      ]);
  },
}).mount("#app");
