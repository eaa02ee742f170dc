// Keeps the files of the page, so that it plays without a network once it was opened with one. A
// new version of the page has a worker with another list: it fetches what it lacks, and takes over
// when the page is opened the next time.

const FILES = [/* files */];
const KEPT = `negotiator ${registration.scope}`;

addEventListener("install", (event) => event.waitUntil(keep()));

async function keep() {
  const kept = await caches.open(KEPT);
  for (const file of FILES) {
    if (!(await kept.match(file))) await kept.add(new Request(file, { cache: "reload" }));
  }
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
  if (event.request.method === "GET") event.respondWith(answered(event.request));
});

async function answered(request) {
  const kept = await caches.open(KEPT);
  const page = FILES.find((file) => file.startsWith("index.html"));
  const wanted = request.mode === "navigate" ? page : request;
  return (await kept.match(wanted)) ?? fetch(request);
}
