import { fileURLToPath } from "node:url";

import type { ServiceDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { CallError } from "@tributary/core/wire";
import type { CallContext } from "@tributary/core/wire";

/** grpc.health.v1.Health, as grpc-js wants it. */
export function healthService(): ServiceDefinition {
  const path = fileURLToPath(new URL("../../../proto/health.proto", import.meta.url));
  const definition = loadSync(path, { enums: String, defaults: true })["grpc.health.v1.Health"];
  if (definition === undefined) throw new Error(`${path} does not define grpc.health.v1.Health`);
  // A package definition holds services and messages alike; this name is a service's.
  return definition as ServiceDefinition;
}

const services: readonly string[] = ["", "tributary.v1.Federation", "tributary.v1.Administration"];

interface HealthAnswer {
  readonly status: "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN";
}

/** @param stopping raised when the server no longer takes calls */
export function healthHandlers(stopping: AbortSignal) {
  const now = (): HealthAnswer => ({ status: stopping.aborted ? "NOT_SERVING" : "SERVING" });
  return {
    async Check({ service }: { readonly service: string }): Promise<HealthAnswer> {
      if (!services.includes(service))
        throw new CallError("not-found", `there is no service ${service} here`);
      return now();
    },
    async *Watch(
      { service }: { readonly service: string },
      { signal }: CallContext,
    ): AsyncGenerator<HealthAnswer> {
      yield services.includes(service) ? now() : { status: "SERVICE_UNKNOWN" };
      await eitherRaised(stopping, signal);
      if (services.includes(service) && !signal.aborted) yield now();
    },
  };
}

/** Leaves no listener behind: one of the two outlives every call. */
function eitherRaised(...signals: readonly CallContext["signal"][]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const signal of signals) signal.removeEventListener("abort", done);
      resolve();
    };
    for (const signal of signals) signal.addEventListener("abort", done, { once: true });
    if (signals.some(({ aborted }) => aborted)) done();
  });
}
