// Keeps the files of the page, so that it plays without a network once it was opened with one. A
// new version of the page has a worker with another list: it fetches what it lacks, and takes over
// when the page is opened the next time.

const FILES = [/* files */];
const KEPT = `negotiator ${registration.scope}`;
let mending = null;

addEventListener("install", (event) => event.waitUntil(keep()));

async function keep() {
  const kept = await caches.open(KEPT);
  for (const file of FILES) {
    const there = await kept.match(file);
    if (there && (await isAsPublished(file, there))) continue;
    const found = await fetch(new Request(file, { cache: "reload" }));
    if (!(await isAsPublished(file, found.clone()))) throw new Error(`not as published: ${file}`);
    await kept.put(file, found);
  }
}

// A network may answer with its own page, and a host be between two versions: what was kept of that
// would stay. An address ends with the first digits of what is in the file.
async function isAsPublished(file, response) {
  if (!response.ok) return false;
  const content = await response.arrayBuffer().catch(() => null);
  const named = /[-?]([0-9a-f]{12})(\.bin)?$/.exec(file);
  if (!content || !named) return content !== null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const digits = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.startsWith(named[1]);
}

addEventListener("activate", (event) => event.waitUntil(leaveOld()));

async function leaveOld() {
  const kept = await caches.open(KEPT);
  const ours = new Set(FILES.map((file) => new URL(file, registration.scope).href));
  for (const request of await kept.keys()) {
    if (!ours.has(request.url)) await kept.delete(request);
  }
  await clients.claim();
}

addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answered(event));
});

// What was kept may have been damaged where it is, or may not be had at all: then the network
// answers as if nothing had been kept, and it is kept anew.
async function answered(event) {
  const { request } = event;
  const page = FILES.find((file) => file.startsWith("index.html"));
  try {
    const kept = await caches.open(KEPT);
    const found = await kept.match(request.mode === "navigate" ? page : request);
    if (found) return new Response(await found.arrayBuffer(), { headers: found.headers });
  } catch {
    mending ??= keep().catch(() => null).finally(() => { mending = null; });
    event.waitUntil(mending);
  }
  return fetch(request);
}
