// `npm run example -- NAME ...`: runs the example in the folder of that name, with the arguments that follow.
import { existsSync, readdirSync } from "node:fs";

const [name = "", ...rest] = process.argv.slice(2);
const main = (folder) => new URL(`./${folder}/dist/src/main.js`, import.meta.url);
const names = readdirSync(new URL(".", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(main(entry.name)))
  .map((entry) => entry.name);

if (names.includes(name)) {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(main(name).href);
} else {
  process.stderr.write(
    `There is no example ${JSON.stringify(name)}; expected npm run example -- NAME, NAME being one of ${names.join(", ")}.\n`,
  );
  process.exitCode = 2;
}
