export { exportModel } from "./export.ts";
export { listRounds, listTasks } from "./lists.ts";
export { serve } from "./serve.ts";
