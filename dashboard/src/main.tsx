import { render } from "preact";
import { App } from "./frame/App.tsx";

const place = document.getElementById("app");
if (!place) throw new Error("the page has no place for the dashboard");
render(<App />, place);
