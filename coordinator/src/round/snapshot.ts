import { ClientMap } from "./client-map.ts";
import type { CoordinatorState } from "./state.ts";

/**
 * The format of stateToJson. It counts up with any change to what the state's types mean or to what evolve does: a
 * snapshot of another version is passed over, and the journal folded from its beginning.
 */
export const stateVersion = 2;

const clientsKey = "\u0000clients";
const mapKey = "\u0000map";

/** The state as JSON text; `stateFromJson` gives an equal one. */
export function stateToJson(state: CoordinatorState): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof ClientMap) return { [clientsKey]: [...value] };
    if (value instanceof Map) return { [mapKey]: [...value] };
    return value;
  });
}

/**
 * @param json what stateToJson of this version returned; whoever kept it answers for its bytes (the journal's checksum)
 * @throws SyntaxError if it is not JSON
 */
export function stateFromJson(json: string): CoordinatorState {
  const state: unknown = JSON.parse(json, (_, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if (clientsKey in value) return ClientMap.of(value[clientsKey] as Parameters<typeof ClientMap.of>[0]);
    if (mapKey in value) return new Map(value[mapKey] as readonly (readonly [unknown, unknown])[]);
    return value;
  });
  // The one cast: text of ours, of this version, that was kept under a checksum.
  return state as CoordinatorState;
}
