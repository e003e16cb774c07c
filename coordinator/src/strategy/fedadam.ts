import { adaptive } from "./adaptive.ts";

/** FedAdam: v is the running mean of the squares. */
export const fedadam = adaptive(
  "fedadam",
  ({ momentum }) => momentum,
  (v, square, beta2) => beta2 * v + (1 - beta2) * square,
);
