import type { Actions } from "../actions.ts";
import type { Setting } from "../setting.ts";
import type { View } from "../view-state.ts";
import { choosingScreen } from "./choosing.ts";
import { committedScreen, stoppedScreen } from "./ended.ts";
import { failedScreen, insecureScreen, openingScreen, previewingScreen, unreachableScreen } from "./plain.ts";
import { readyScreen } from "./ready.ts";
import type { Screen } from "./screen.ts";
import { takingPartScreen } from "./taking-part.ts";

export type { Screen } from "./screen.ts";

/** The screen for a view's state. */
export function screenFor(view: View, actions: Actions, setting: Setting): Screen {
  switch (view.state) {
    case "insecure":
      return insecureScreen(view);
    case "opening":
      return openingScreen(view);
    case "unreachable":
      return unreachableScreen(view, actions);
    case "choosing":
      return choosingScreen(view, actions);
    case "previewing":
      return previewingScreen(view, actions);
    case "ready":
      return readyScreen(view, actions, setting);
    case "taking-part":
      return takingPartScreen(view, actions);
    case "committed":
      return committedScreen(view, actions);
    case "stopped":
      return stoppedScreen(view, actions);
    case "failed":
      return failedScreen(view, actions);
    default:
      return view satisfies never;
  }
}
