/** The first byte of a first seed at which dying-mask-worker.ts dies. */
export const deaths = { throws: 201, leaves: 202 } as const;
