import { clientIdOf, isSoundPublicKey, nameProblem } from "@tributary/core/identity";
import type { Member, Primitives } from "@tributary/core/identity";
import { mostProblems, parseDelimited, placeOf, quoted } from "@tributary/core/records";
import type { RecordProblem, Row } from "@tributary/core/records";
import { err, fromHex, ok } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";

const columns = ["name", "publicKey"] as const;

/**
 * Members from CSV whose first line is `name,publicKey`; a key is 64 hex digits, as `tributary-client identity` prints
 * it. Problems are told together, in the text's order, up to the first twenty.
 */
export function parseMembers(
  text: string,
  primitives: Primitives,
): Result<readonly Member[], readonly RecordProblem[]> {
  const parsed = parseDelimited(text, { delimiter: ",", header: true });
  if (!parsed.ok) return err([parsed.error]);
  const { header, rows } = parsed.value;
  if (header === undefined || columns.some((name, i) => header.fields[i]?.trim() !== name)) {
    const got = header === undefined ? "nothing" : quoted(header.fields.join(","));
    return err([{ line: 1, column: 1, message: `expected the first line ${columns.join(",")}, got ${got}` }]);
  }
  if (header.fields.length > columns.length) return err([at(header, columns.length, "expected two columns")]);
  if (rows.length === 0) return err([at(header, 0, "expected a line for each member below this one")]);

  const members: Member[] = [];
  const problems: RecordProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const row of rows) {
    if (problems.length >= mostProblems) break;
    const member = memberIn(row);
    if (!member.ok) {
      problems.push(...member.error);
      continue;
    }
    const client = clientIdOf(member.value.publicKey, primitives);
    const earlier = lineOf.get(client);
    if (earlier !== undefined) problems.push(at(row, 1, `this key stands in line ${earlier} already`));
    lineOf.set(client, placeOf(row, 0).line);
    members.push(member.value);
  }
  return problems.length > 0 ? err(problems.slice(0, mostProblems)) : ok(members);
}

function memberIn(row: Row): Result<Member, readonly RecordProblem[]> {
  const [name = "", key = ""] = row.fields.map((field) => field.trim());
  const problems: RecordProblem[] = [];
  const wrongName = nameProblem(name);
  if (wrongName !== undefined) problems.push(at(row, 0, wrongName));
  const publicKey = /^[0-9a-f]{64}$/i.test(key) ? fromHex(key) : undefined;
  if (publicKey === undefined) {
    problems.push(at(row, 1, `expected a public key of 64 hex digits, got ${quoted(key)}`));
  } else if (!isSoundPublicKey(publicKey)) {
    problems.push(
      at(row, 1, `${quoted(key)} is not a sound Ed25519 key; copy it from tributary-client identity`),
    );
  } else if (problems.length === 0) {
    return ok({ name, publicKey });
  }
  return err(problems);
}

function at(row: Row, field: number, message: string): RecordProblem {
  return { ...placeOf(row, field), message };
}
