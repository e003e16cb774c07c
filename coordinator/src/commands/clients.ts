import type { ClientListSettings, ClientRevokeSettings } from "../config/index.ts";
import { date } from "../observe/index.ts";
import { withOperatorLine } from "./operator-line.ts";
import { table } from "./table.ts";

/** `client list`: who has enrolled. @throws UserError */
export async function listClients(settings: ClientListSettings): Promise<string> {
  const { clients } = await withOperatorLine(settings, (line) => line.call("ListClients", {}));
  if (settings.json) return JSON.stringify(clients);
  if (clients.length === 0) return "No client has enrolled.";
  return table(
    ["client", "kind", "engine", "release", "enrolled", "counted", "refused", "state"],
    clients.map((client) => [
      client.clientId,
      client.kind,
      client.engine === "" ? "-" : client.engine,
      client.release,
      date(client.enrolledAtUnixMs),
      String(client.roundsCounted),
      String(client.updatesRejected),
      client.revoked ? "revoked" : "enrolled",
    ]),
  );
}

/** `client revoke`: it takes part no more. @throws UserError */
export async function revokeClient(settings: ClientRevokeSettings): Promise<string> {
  const { client, reason, json } = settings;
  await withOperatorLine(settings, (line) => line.call("RevokeClient", { clientId: client, reason }));
  if (json) return JSON.stringify({ client, revoked: true });
  return `Client ${client} is revoked: it takes part no more.`;
}
