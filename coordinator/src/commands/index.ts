export { listClients, revokeClient } from "./clients.ts";
export { createTaskThere, orderTask } from "./tasks.ts";
export { exportModel } from "./export.ts";
export { listRounds, listTasks } from "./lists.ts";
export { release } from "./release.ts";
export { makeOrganisationKey, showRoster, signRoster } from "./roster.ts";
export { serve } from "./serve.ts";
