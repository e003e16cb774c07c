import { adaptive } from "./adaptive.ts";

/** FedYogi: v moves towards the square by at most a fixed share of it, so that it falls slowly after a large step. */
export const fedyogi = adaptive(
  "fedyogi",
  ({ momentum }) => momentum,
  (v, square, beta2) => v - (1 - beta2) * square * Math.sign(v - square),
);
