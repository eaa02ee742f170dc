// The first thing that runs: it says what the page is doing, starts it, and tells in a sentence why
// it can't.

function words(name) {
  return JSON.parse(document.getElementById("words").textContent)[name];
}

const NEEDED = ["DecompressionStream", "WebAssembly", "Promise", "BigInt", "TextDecoder"];

async function main() {
  const status = document.getElementById("status");
  const bar = document.getElementById("progress");
  const stages = ["unpacking", "starting", "reading"];
  const stage = (name, part = 0) => {
    if (!part) performance.mark(name);
    status.textContent = words(name);
    bar.value = (stages.indexOf(name) + part) / stages.length;
    return new Promise((resolve) => setTimeout(resolve, 30)); // so that it can be seen
  };
  document.getElementById("loading").hidden = false;
  if (NEEDED.some((name) => !(name in globalThis))) {
    status.textContent = words("too_old");
    return;
  }
  if (document.querySelector("link[rel=manifest]")) {
    navigator.serviceWorker?.register("service_worker.js");
  }
  document.getElementById("stays").hidden = true;
  const about = words("story");
  const storage = new PlayStorage(about.id, about.fingerprint);
  await storage.open();
  const answer = await startedEngine(stage);
  await played(storage, answer);
}

async function played(storage, answer) {
  const others = await storage.others();
  const asked = (request, changed, isWhole) =>
    JSON.parse(answer(JSON.stringify({ ...request, changed, isWhole, why: storage.why, others })));
  const showing = new Showing(async (request) => {
    if (request.more) return asked(request, {}, false);
    const path = request.address.split(/[?#]/)[0];
    if (request.form && path === "unkept") storage.leave("full");
    if (request.form && path === "forget") {
      await storage.forget();
      others.length = 0;
    }
    try {
      return await storage.exchange((changed, isWhole) => asked(request, changed, isWhole));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const instead = { address: request.from, form: null, failed: error.name };
      return storage.exchange((changed, isWhole) => asked(instead, changed, isWhole));
    }
  });
  performance.mark("opening");
  await showing.go(addressHere());
  document.body.classList.add("playing");
  addEventListener("unhandledrejection", (event) =>
    failed("trouble", words(storage.why ? "failed_unkept" : "failed"), event.reason));
  performance.mark("playing");
}

function failed(place, said, error) {
  const shown = document.getElementById(place);
  shown.hidden = false;
  shown.textContent = `${said.trim()} ${error?.message ?? error}`;
  console.error(error);
}

// What the page can't do before it plays it can't do at all: its words may be damaged, too.
main().catch((error) => {
  document.getElementById("loading").hidden = true;
  failed("damaged", damaged, error);
});
