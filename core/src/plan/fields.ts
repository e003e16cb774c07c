import { z } from "zod";

/** Text that UTF-8 can carry: without a lone surrogate, which would change on its way into bytes. */
export const text = z
  .string()
  .refine((value) => !/\p{Surrogate}/u.test(value), "expected text without lone surrogates");

export const fraction = z.number().min(0).max(1);

export const positive = z.number().positive();
