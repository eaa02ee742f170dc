// The engine: Python, started from the page's own parts, without a request to anywhere.

const NOWHERE = "https://page.invalid/";

async function startedEngine(stage) {
  stage("unpacking");
  const names = ["wasm", "module", "loader", "library", "code"];
  const parts = {};
  for (const [at, name] of names.entries()) {
    parts[name] = await unpacked(name);
    stage("unpacking", (at + 1) / names.length);
  }
  await stage("starting");
  const python = await startedPython(parts);
  await stage("reading");
  writeFiles(python, "/page", JSON.parse(new TextDecoder().decode(parts.code)));
  python.FS.writeFile("/story", await unpacked("story"));
  python.runPython(
    "import sys; sys.dont_write_bytecode = True; sys.path.insert(0, '/page')",
  );
  performance.mark("importing");
  const { begin } = python.pyimport("negotiator.publishing.in_page");
  return begin("/story", "/plays");
}

// Pyodide asks for its files by fetch: here it gets them from the page, and anything else is
// refused. If its machine code can't be made ready (a device without the memory), it would wait for
// ever: what the browser said is passed on here.
async function startedPython(parts) {
  const answers = {
    [`${NOWHERE}pyodide.asm.wasm`]: [parts.wasm, "application/wasm"],
    [`${NOWHERE}python_stdlib.zip`]: [parts.library, "application/zip"],
  };
  const real = globalThis.fetch;
  globalThis.fetch = async (asked) => {
    const found = answers[String(asked.url ?? asked)];
    if (!found) throw new TypeError(`not in this page: ${asked}`);
    return new Response(found[0], { headers: { "content-type": found[1] } });
  };
  const instantiate = WebAssembly.instantiateStreaming;
  let fail;
  const failure = new Promise((_, reject) => {
    fail = reject;
  });
  WebAssembly.instantiateStreaming = async (...given) => {
    try {
      return await instantiate.apply(WebAssembly, given);
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  try {
    const module = await import(blobAddress(parts.module, "text/javascript"));
    const loader = await import(blobAddress(parts.loader, "text/javascript"));
    const started = loader.loadPyodide({
      indexURL: NOWHERE,
      stdLibURL: `${NOWHERE}python_stdlib.zip`,
      lockFileContents: document.getElementById("part-lock").textContent,
      createPyodideModule: module.default,
    });
    return await Promise.race([started, failure]);
  } finally {
    globalThis.fetch = real;
    WebAssembly.instantiateStreaming = instantiate;
  }
}

function writeFiles(python, folder, files) {
  const made = new Set();
  for (const [name, text] of Object.entries(files)) {
    const path = `${folder}/${name}`;
    const parent = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(parent)) python.FS.mkdirTree(parent);
    made.add(parent);
    python.FS.writeFile(path, text);
  }
}
