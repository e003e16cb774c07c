/** The first byte of a first seed at which dying-mask-worker.ts dies; `idles`: after it has done its work. */
export const deaths = { throws: 201, leaves: 202, idles: 203 } as const;
