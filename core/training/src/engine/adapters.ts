/** The part of a GPUAdapter that tells what it is. */
export interface Adapter {
  readonly info?: Readonly<Record<string, unknown>>;
  readonly isFallbackAdapter?: boolean;
}

/** Names of drivers that draw and compute on the CPU. */
const software = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|warp/i;

/** Whether what a driver calls itself says that there is no GPU behind it. */
export function isSoftwareName(name: string): boolean {
  return software.test(name);
}

export function isSoftware(adapter: Adapter): boolean {
  if (adapter.isFallbackAdapter === true || adapter.info?.["isFallbackAdapter"] === true) return true;
  return isSoftwareName(adapterName(adapter));
}

export function adapterName(adapter: Adapter): string {
  const words = ["vendor", "architecture", "device", "description"]
    .map((key) => adapter.info?.[key])
    .filter((word): word is string => typeof word === "string" && word !== "");
  return words.length === 0 ? "adapter without a name" : words.join(", ");
}
