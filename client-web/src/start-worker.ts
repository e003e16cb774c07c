/**
 * Starts a Worker from any origin's script: browsers take scripts of the page's own origin alone, but let those import
 * from others, if the page's Content-Security-Policy does.
 */
export function startWorkerAt(url: string | URL, name = "tributary"): Worker {
  const { href, origin } = new URL(url, location.href);
  if (origin === location.origin) return new Worker(href, { type: "module", name });
  const script = new Blob([`import ${JSON.stringify(href)};`], { type: "text/javascript" });
  const own = URL.createObjectURL(script);
  try {
    return new Worker(own, { type: "module", name });
  } finally {
    // The Worker's script was asked for when it was made; the address is not needed once that was answered.
    setTimeout(() => URL.revokeObjectURL(own), 60_000);
  }
}
