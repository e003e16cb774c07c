// How a call ended: what HTTP says, what headers say where there is no body, and what the trailers say.
import { CallError, callCodeOf } from "@tributary/core/wire";
import type { CallCode } from "@tributary/core/wire";

/** @throws CallError if an answer's head already says that there will be no messages */
export function checkHead(status: number, headers: Headers, where: string): void {
  const code = headers.get("grpc-status");
  if (code !== null) {
    checkStatus(code, headers.get("grpc-message"));
    return;
  }
  if (status !== 200) throw new CallError(codeOfHttp(status), `${where} answered with HTTP status ${status}`);
  const type = headers.get("content-type") ?? "nothing that says so";
  if (!/^application\/grpc-web(?:\+proto)?(?:;|$)/i.test(type)) {
    throw new CallError("internal", `${where} answered with ${type}, not with gRPC-Web`);
  }
}

/** @throws CallError unless the trailers say that the call went well */
export function checkTrailers(bytes: Uint8Array): void {
  const trailers = new Map<string, string>();
  for (const line of new TextDecoder().decode(bytes).split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  checkStatus(trailers.get("grpc-status") ?? null, trailers.get("grpc-message") ?? null);
}

function checkStatus(status: string | null, message: string | null): void {
  if (status === "0") return;
  if (status === null || !/^\d{1,3}$/.test(status)) {
    throw new CallError("internal", "the answer does not say how the call ended");
  }
  throw new CallError(callCodeOf(Number(status)), percentDecoded(message ?? ""));
}

/** What is not percent-encoded UTF-8 stays as it is or is replaced: a message that is hard to read is better than none. */
function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    const bytes = encoded.split("%").slice(1);
    return new TextDecoder().decode(Uint8Array.from(bytes, (hex) => Number.parseInt(hex, 16)));
  });
}

/** As gRPC maps them (grpc/grpc, doc/http-grpc-status-mapping.md); its UNKNOWN is our `internal`. */
function codeOfHttp(status: number): CallCode {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "permission-denied";
  if (status === 404) return "unimplemented";
  if (status === 429 || status === 502 || status === 503 || status === 504) return "unavailable";
  return "internal";
}
