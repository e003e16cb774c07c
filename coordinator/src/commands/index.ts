export { exportModel } from "./export.ts";
export { listRounds, listTasks } from "./lists.ts";
export { makeOrganisationKey, showRoster, signRoster } from "./roster.ts";
export { serve } from "./serve.ts";
