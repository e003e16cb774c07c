import { BlockList, isIP } from "node:net";

/** What tells whose call it is, as HTTP carries it. */
export interface CallOrigin {
  /** The other end of the connection, without its port. */
  readonly peerAddress: string | undefined;
  /** A header's value by its lower-case name; `host` is HTTP/2's `:authority`. */
  header(name: string): string | undefined;
  readonly tls: boolean;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** What a proxy adds. A call that came through one comes from who knows where. */
const forwarded = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/** Whether an address, or `localhost`, is this machine's own and reached by nobody else. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, "$1").replace(/^::ffff:(?=\d+\.)/i, "");
  if (address.toLowerCase() === "localhost") return true;
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? "ipv6" : "ipv4");
}

/**
 * Whether a call was made on the coordinator's own machine, to its own address: the connection comes from a loopback
 * address, no proxy is in between, and the address asked for is a loopback one (a foreign name that resolves to 127.0.0.1
 * is not: DNS rebinding).
 */
export function isFromThisMachine({ peerAddress, header }: Omit<CallOrigin, "tls">): boolean {
  if (peerAddress === undefined || !isLoopback(peerAddress)) return false;
  if (forwarded.some((name) => header(name) !== undefined)) return false;
  const host = header("host");
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const url = new URL(`http://${host}`);
  return url.host === host.replace(/:80$/, "") && isLoopback(url.hostname);
}

/**
 * Whether a page called that this coordinator served to a browser on its own machine: a call from this machine, and the
 * page's origin is the very address that was asked for. A browser sets `Origin` on each POST, and no page can change it.
 * Other programs on this machine can send what they like: who must keep them out requires the token.
 */
export function isFromOwnPage({ tls, ...call }: CallOrigin): boolean {
  const { header } = call;
  return isFromThisMachine(call) && header("origin") === `${tls ? "https" : "http"}://${header("host")}`;
}
