import { ServerInterceptingCall } from "@grpc/grpc-js";
import type { Metadata, ServerInterceptor } from "@grpc/grpc-js";
import { CallError } from "@tributary/core/wire";

import type { Admission, Place } from "./admission.ts";
import { tokenOf } from "./calls.ts";
import { statusOf } from "./status.ts";

/** Asks admission when a call's metadata come. */
export function admissionInterceptor(admission: Admission): ServerInterceptor {
  return ({ path, responseStream }, call) => {
    let place: Place | undefined;
    return new ServerInterceptingCall(call, {
      start(next) {
        next({
          onReceiveMetadata(metadata, forward) {
            const arrival = { path, responseStream, peer: call.getPeer(), hasToken: hasToken(metadata) };
            const entered = admission.enter(arrival, (late) => {
              call.sendStatus(statusOf(late));
              closeStream(call);
            });
            if (entered instanceof CallError) {
              call.sendStatus(statusOf(entered));
              return;
            }
            place = entered;
            forward(metadata);
          },
          // Handlers begin at the half-close: a caller that withholds it holds its message here.
          onReceiveHalfClose(forward) {
            place?.complete();
            forward();
          },
          onCancel() {
            place?.leave();
          },
        });
      },
      sendStatus(sent, next) {
        place?.leave();
        next(sent);
      },
    });
  };
}

/** A caller that never ends its half of a stream would keep what it has sent in memory; grpc-js keeps the stream private. */
function closeStream(call: object): void {
  const stream: unknown = Reflect.get(call, "stream");
  if (typeof stream !== "object" || stream === null || !("close" in stream)) return;
  if (typeof stream.close === "function") stream.close();
}

function hasToken(metadata: Metadata): boolean {
  return tokenOf(metadata.get("authorization")[0]?.toString()) !== undefined;
}
