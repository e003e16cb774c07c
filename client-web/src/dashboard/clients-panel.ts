import type { DashboardState } from "./dashboard-state.ts";
import { h, table } from "./dom.ts";
import { revokeButton } from "./task-panels.ts";
import { short } from "./words.ts";

/** Everybody who has enrolled, or those whose id was asked for. */
export function clientsPanel(
  { clients, total }: NonNullable<DashboardState["clients"]>,
  revoke: (client: string) => void,
): readonly HTMLElement[] {
  if (clients.length === 0) return [h("p", { class: "nothing" }, "There is no such client.")];
  const rows = clients.map((client) => [
    h("code", { title: client.clientId }, short(client.clientId)),
    client.kind,
    client.engine === "" ? "–" : client.engine,
    client.release,
    String(client.roundsCounted),
    String(client.updatesRejected),
    client.revoked
      ? h("span", { class: "badge state-failed" }, "revoked")
      : revokeButton(client.clientId, revoke),
  ]);
  const more = total - clients.length;
  return [
    table(
      "All clients",
      ["Client", "Kind", "Engine", "Release", "Counted", "Refused", ""],
      rows,
      new Set([4, 5]),
    ),
    h("p", { class: "soft" }, more > 0 ? `${total} clients; ${more} are not shown.` : `${total} clients.`),
  ];
}
