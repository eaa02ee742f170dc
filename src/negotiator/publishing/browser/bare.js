// The runtime alone, as a measure for pages that do more.

const parts = {};
for (const name of ["wasm", "module", "loader", "library"]) parts[name] = await unpacked(name);
await startedPython(parts);
performance.mark("playing");
document.body.classList.add("playing");
