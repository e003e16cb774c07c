// The service definitions as grpc-js wants them, read from the .proto files that ship with this package.
// The options are the ones that proto/src/gen was generated with (scripts/generate.mjs).
import { fileURLToPath } from "node:url";

import { loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Options } from "@grpc/proto-loader";

import type { ProtoGrpcType as AdministrationPackage } from "../gen/administration.ts";
import type { ProtoGrpcType as FederationPackage } from "../gen/federation.ts";

const loaderOptions: Options = {
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
  includeDirs: [fileURLToPath(new URL("../../../", import.meta.url))],
};

type Services = FederationPackage["tributary"]["v1"] & AdministrationPackage["tributary"]["v1"];

let loaded: Pick<Services, "Federation" | "Administration"> | undefined;

/** Both services of tributary/v1: client constructors, each with its `service` definition. Read once per process. */
export function loadServices(): Pick<Services, "Federation" | "Administration"> {
  loaded ??= readServices();
  return loaded;
}

function readServices(): Pick<Services, "Federation" | "Administration"> {
  const definition = loadSync(
    ["tributary/v1/common.proto", "tributary/v1/federation.proto", "tributary/v1/administration.proto"],
    loaderOptions,
  );
  // proto-loader cannot know the types that its own generator wrote.
  const { tributary } = loadPackageDefinition(definition) as unknown as { tributary: { v1: Services } };
  return tributary.v1;
}
