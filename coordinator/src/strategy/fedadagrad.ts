import { adaptive } from "./adaptive.ts";

/** FedAdagrad: v is the sum of all squares, and there is no momentum, as in the paper's experiments. */
export const fedadagrad = adaptive(
  "fedadagrad",
  () => 0,
  (v, square) => v + square,
);
