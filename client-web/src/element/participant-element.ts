import { openController, withoutFragment } from "./controller.ts";
import { h, say } from "./dom.ts";
import type { OpenFederation } from "./open-federation.ts";
import { screenFor } from "./screens/index.ts";
import type { Screen } from "./screens/index.ts";
import { elementStyles } from "./styles.ts";
import type { View } from "./view-state.ts";
import { announcement } from "./words.ts";

const name = "tributary-participant";

/**
 * Defines `<tributary-participant coordinator task fingerprint organisation>`: taking part in a federation, from connecting data to trying
 * the model. Where it names no coordinator it takes the usual one. A page that defined it already keeps its own. It dispatches `tributary-state` whenever its state changes, with the state's name as `detail`.
 */
export function defineParticipant(open: OpenFederation, usualCoordinator: string): void {
  if (customElements.get(name) !== undefined) return;
  customElements.define(
    name,
    class extends HTMLElement {
      static readonly observedAttributes = ["coordinator", "task", "fingerprint", "organisation"];
      #running: ReturnType<typeof start> | undefined;

      connectedCallback(): void {
        this.#running = start(this, this.shadowRoot ?? this.attachShadow({ mode: "open" }), {
          open,
          usualCoordinator,
        });
      }

      disconnectedCallback(): void {
        this.#running?.close();
        this.#running = undefined;
      }

      /** Another federation: what ran is left. */
      attributeChangedCallback(_: string, former: string | null, now: string | null): void {
        if (this.#running === undefined || former === now) return;
        this.disconnectedCallback();
        this.connectedCallback();
      }
    },
  );
}

function start(
  host: HTMLElement,
  root: ShadowRoot,
  { open, usualCoordinator }: { readonly open: OpenFederation; readonly usualCoordinator: string },
): { close(): void } {
  const said = h("p", { class: "said", role: "status" });
  root.adoptedStyleSheets = [elementStyles()];
  root.replaceChildren(said);
  let shown: { readonly state: View["state"]; readonly screen: Screen } | undefined;
  let announced = "";

  function show(view: View): void {
    if (shown?.state !== view.state) {
      const held = root.activeElement !== null;
      shown?.screen.destroy?.();
      shown?.screen.root.remove();
      shown = { state: view.state, screen: screenFor(view, controller.actions, setting) };
      root.append(shown.screen.root);
      // The focus was on something that is gone: it goes to where reading goes on.
      if (held) shown.screen.root.querySelector("h2")?.focus();
      host.dispatchEvent(
        new CustomEvent("tributary-state", { detail: view.state, bubbles: true, composed: true }),
      );
    }
    shown.screen.update?.(view);
    const words = announcement(view);
    if (words !== announced) say(said, (announced = words));
  }
  const attribute = (name: string): string | undefined => host.getAttribute(name) ?? undefined;
  const coordinator = attribute("coordinator") ?? usualCoordinator;
  const [task, fingerprint, organisation] = ["task", "fingerprint", "organisation"].map(attribute);
  const setting = {
    coordinator: withoutFragment(coordinator),
    fingerprintPinned: fingerprint !== undefined || coordinator.includes("#"),
    organisation,
    pageOrigin: location.origin,
  };
  const controller = openController({
    open,
    coordinator,
    ...(task !== undefined && { task }),
    ...(fingerprint !== undefined && { fingerprint }),
    secure: isSecureContext,
    address: location.href,
    organisation,
    show,
  });
  controller.begin();
  return {
    close() {
      controller.close();
      shown?.screen.destroy?.();
    },
  };
}
