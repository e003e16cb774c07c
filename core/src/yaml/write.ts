import { stringify } from "yaml";

/** A value as YAML in block style, whose every line is one that a value or a key begins. */
export function writeYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
