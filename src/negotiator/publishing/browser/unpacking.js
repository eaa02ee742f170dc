// What the page brings along: each part is a gzip file, in base64 within the page or in a file
// beside it, whose address is in the part's place.

async function unpacked(name) {
  const place = document.getElementById(`part-${name}`);
  const packed = place.dataset.src
    ? await fetchedPart(place.dataset.src)
    : bytesOf(place.textContent);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

async function fetchedPart(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.arrayBuffer();
}

function blobAddress(content, type) {
  return URL.createObjectURL(new Blob([content], { type }));
}
