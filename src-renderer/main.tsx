import "@fontsource-variable/inter/opsz.css";
import "./app/tokens.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { startTheme } from "./lib/theme.ts";
import { reportError } from "./lib/toasts.ts";

/** How long the first frame may wait for main to name the theme, in milliseconds. */
const themePatienceMs = 250;

addEventListener("error", (event) => reportError(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => reportError(event.reason));

const container = document.querySelector("#root");
if (container === null) throw new Error("index.html has no #root");

await Promise.race([
  startTheme().catch(reportError),
  new Promise((resolve) => setTimeout(resolve, themePatienceMs)),
]);
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
