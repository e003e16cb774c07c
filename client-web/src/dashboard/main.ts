import { createWebAdministration } from "../transport/index.ts";
import { startDashboard } from "./dashboard.ts";

const root = document.querySelector<HTMLElement>("#dashboard");
if (root === null) throw new Error("the page has no place for the dashboard");
startDashboard(
  root,
  createWebAdministration({ origin: location.origin, fetch: (url, init) => fetch(url, init) }),
);
