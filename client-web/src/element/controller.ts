import { UserError } from "@tributary/core/support";

import type { FederationSession, OpenOptions, WebInput } from "../session.ts";
import type { Actions, Tried } from "./actions.ts";
import { fileSource } from "./connect-files.ts";
import type { OpenFederation } from "./open-federation.ts";
import type { Message, Source, View } from "./view-state.ts";
import { next } from "./view-state.ts";

export interface ControllerOptions extends Omit<OpenOptions, "signal"> {
  readonly coordinator: string;
  readonly open: OpenFederation;
  /** Whether the page is of a kind that browsers give keys and storage to. */
  readonly secure: boolean;
  readonly address: string;
  /** Its members alone may take part. */
  readonly organisation: string | undefined;
  readonly show: (view: View) => void;
}

/** Does what the screens ask for and shows what comes of it, until it is closed. */
export function openController(options: ControllerOptions): {
  readonly actions: Actions;
  /** Shows the first view, and goes on from there. */
  begin(): void;
  close(): void;
} {
  const { open, secure, address, organisation, show, ...where } = options;
  const coordinator = withoutFragment(where.coordinator);
  const closing = new AbortController();
  let session: FederationSession | undefined;
  let leaving = new AbortController();
  let view: View = secure ? { state: "opening", coordinator } : { state: "insecure", address };

  function tell(message: Message): void {
    if (closing.signal.aborted) return;
    const after = next(view, message);
    if (after === view) return;
    view = after;
    show(view);
  }

  async function reach(): Promise<void> {
    try {
      session?.close();
      session = undefined;
      const opened = await open({ ...where, signal: closing.signal });
      if (closing.signal.aborted) opened.close();
      else {
        session = opened;
        tell({ kind: "opened", task: opened.task });
      }
    } catch (thrown) {
      tell({ kind: "not-opened", problem: problemOf(thrown) });
    }
  }

  async function look(source: Source): Promise<void> {
    if (session === undefined) return;
    tell({ kind: "connected", source });
    try {
      tell({ kind: "previewed", source, preview: await session.preview(source.data, source.format) });
    } catch (thrown) {
      tell({ kind: "not-previewed", source, problem: problemOf(thrown) });
    }
  }

  async function takePart(
    opened: FederationSession,
    { data, format }: Source,
    acceptSealed: boolean,
  ): Promise<void> {
    leaving = new AbortController();
    try {
      const result = await opened.join(data, {
        ...(format !== undefined && { format }),
        ...(organisation !== undefined && { organisation }),
        acceptSealed,
        signal: AbortSignal.any([leaving.signal, closing.signal]),
        onEvent: (event) => tell({ kind: "event", event }),
      });
      tell({ kind: "ended", result });
    } catch (thrown) {
      tell({ kind: "failed", problem: problemOf(thrown) });
    }
  }

  async function ask(input: WebInput): Promise<Tried> {
    if (session === undefined) throw new UserError("There is no model to ask yet.");
    const base = await session.predict(input, "base");
    return { base, latest: await session.predict(input, "latest") };
  }

  const actions: Actions = {
    reopen() {
      tell({ kind: "reopen", coordinator });
      void reach();
    },
    connectFiles(files) {
      const { state } = view;
      if (state !== "choosing" || session === undefined) return;
      const { task } = session;
      void Promise.resolve(files)
        .then((found) => fileSource(found, task))
        .then(look, (thrown: unknown) => tell({ kind: "failed", problem: problemOf(thrown) }));
    },
    connect: (source) => void look(source),
    otherData: () => tell({ kind: "other-data" }),
    join(acceptSealed) {
      if (session === undefined || (view.state !== "ready" && view.state !== "stopped")) return;
      const { source } = view;
      tell({ kind: "join" });
      void takePart(session, source, acceptSealed);
    },
    leave() {
      tell({ kind: "leave" });
      leaving.abort(new UserError("asked to stop"));
    },
    tryOut: ask,
  };
  return {
    actions,
    begin() {
      show(view);
      if (secure) void reach();
    },
    close() {
      closing.abort(new UserError("the page was left"));
      session?.close();
    },
  };
}

/** An address as people see it; its fragment is a fingerprint. */
export function withoutFragment(address: string): string {
  return address.replace(/#.*$/, "");
}

function problemOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
