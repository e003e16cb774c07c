import type { TensorFlow } from "./engine.ts";

/** How many engines use each TF.js backend; a backend and its tensors are freed with the last of them. */
const users = new Map<string, number>();

/**
 * Makes `backendName` the current backend and keeps it until the function that it returns is called (once; later calls do
 * nothing). A freed backend can be taken again. Throws when TF.js cannot start it.
 */
export async function useBackend(tf: TensorFlow, backendName: string): Promise<() => void> {
  // setBackend answers false, and keeps the old backend, when the new one fails to start.
  if (!(await tf.setBackend(backendName)) || tf.getBackend() !== backendName) {
    throw new Error(`TF.js could not start its backend ${backendName}`);
  }
  users.set(backendName, (users.get(backendName) ?? 0) + 1);
  let released = false;
  return () => {
    if (released) return;
    released = true;
    const left = (users.get(backendName) ?? 0) - 1;
    users.set(backendName, left);
    if (left > 0) return;
    const factory = tf.findBackendFactory(backendName);
    tf.removeBackend(backendName);
    tf.registerBackend(backendName, factory);
  };
}
