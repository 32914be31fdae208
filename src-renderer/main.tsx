import "@fontsource-variable/inter/opsz.css";
import "./app/tokens.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { startFocusHistory } from "./lib/focus-history.ts";
import { startAppearance } from "./lib/theme.ts";
import { reportError } from "./lib/toasts.ts";

addEventListener("error", (event) => reportError(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => reportError(event.reason));

const container = document.querySelector("#root");
if (container === null) throw new Error("index.html has no #root");

startAppearance();
startFocusHistory();
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
