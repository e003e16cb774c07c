import { randomBytes } from "node:crypto";

import type { Random } from "@tributary/core/support";

/** The platform's CSPRNG. */
export const nodeRandom: Random = { bytes: (size) => randomBytes(size) };
