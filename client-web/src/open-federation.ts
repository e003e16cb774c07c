import type { Example } from "@tributary/core/participant";

import { checkedAddress, requireSecureContext } from "./address.ts";
import type { SentData } from "./messages.ts";
import type {
  FederationSession,
  OpenOptions,
  PlacedFile,
  WebData,
  WebJoinOptions,
  WebJoinResult,
} from "./session.ts";
import { talkTo } from "./worker-line.ts";

/** Makes the Worker; `url`, if a caller gave one. */
export type StartWorker = (url: string | URL | undefined) => Worker;

/**
 * Starts the Worker, reaches the coordinator, reads and verifies its task; trains nothing and enrols nobody.
 * @throws UserError if a person has to mend something; the message says what
 */
export async function openFederationWith(
  startWorker: StartWorker,
  options: OpenOptions = {},
): Promise<FederationSession> {
  requireSecureContext(isSecureContext, location);
  const order = checkedAddress(options, location);
  const line = talkTo(startWorker(options.workerUrl));
  try {
    const task = await line.ask("open", order, options.signal);
    return {
      task,
      preview: (data, format = {}) => line.ask("preview", { data: sentData(data), format }),
      async join(data, { onEvent, signal, ...own } = {}) {
        // What is kept (identity, what was advertised) should outlast a full disk; browsers may ask, or say no.
        void navigator.storage?.persist?.().catch(() => false);
        return line.ask("join", { data: sentData(data), options: own }, signal, onEvent);
      },
      predict: (input, which) => line.ask("predict", { input, which }),
      close: line.close,
    };
  } catch (error) {
    line.close();
    throw error;
  }
}

/** openFederationWith, join and close in one. */
export async function joinFederationWith(
  startWorker: StartWorker,
  { data, ...options }: OpenOptions & WebJoinOptions & { readonly data: WebData },
): Promise<WebJoinResult> {
  const session = await openFederationWith(startWorker, options);
  try {
    const { coordinator: _, task: __, fingerprint: ___, workerUrl: ____, ...own } = options;
    return await session.join(data, own);
  } finally {
    session.close();
  }
}

function sentData(data: WebData): SentData {
  const files: PlacedFile[] = [];
  const examples: Example[] = [];
  for (const one of data) {
    if (one instanceof File) files.push({ path: one.webkitRelativePath || one.name, file: one });
    else if ("file" in one) files.push(one);
    else examples.push(one);
  }
  return files.length > 0 ? { kind: "files", files } : { kind: "examples", examples };
}
