import type { FederationSession, OpenOptions } from "../session.ts";

/** Reaches a coordinator and reads its task; trains nothing and enrols nobody. */
export type OpenFederation = (options: OpenOptions) => Promise<FederationSession>;
