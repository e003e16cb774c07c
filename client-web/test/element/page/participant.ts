// The join page with a federation that plays from a script, which the address names:
// ?scene=NAME&task=rows&opening=refused&preview=never&end=completed
import { defineParticipant } from "../../../src/element/participant-element.ts";
import { joinPage } from "../../../src/join/join-page.ts";
import { scenes, scriptedFederation, scriptedTask } from "../scripted-session.ts";
import type { Script } from "../scripted-session.ts";

const query = new URLSearchParams(location.search);

function oneOf<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  return known.find((value) => value === query.get(name));
}

const scene = oneOf("scene", [
  "downloading",
  "training",
  "waiting",
  "masking",
  "sending",
  "second",
  "troubled",
  "committed",
  "completed",
]);
const opening = oneOf("opening", ["never", "refused"]);
const preview = oneOf("preview", ["never", "refused"]);
const failure = query.get("failure");
const script: Script = {
  task: scriptedTask(oneOf("task", ["pictures", "rows"])),
  ...(opening && { opening }),
  ...(preview && { preview }),
  ...(scene && { events: scenes[scene] }),
  ...(failure !== null && { failure }),
  ...(query.has("completed") && {
    result: { state: "completed", model: undefined, bestRound: 11, roundsCounted: 12, reason: "" },
  }),
};
defineParticipant(scriptedFederation(script), location.origin);
joinPage();
