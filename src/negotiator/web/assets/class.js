// A page of a class goes on by itself: it is loaded anew once the server says that it is out of date,
// keeps what is being typed, and sends its forms again until they arrive. Without this script, every
// form and link does the same by hand.
let mark = document.body.dataset.mark;
let shownAt = performance.now();
let refreshedAt = 0;
let waiting = 0;
let sending = false;
let source = null;

const news = document.createElement("div");
news.className = "skip";
news.setAttribute("role", "status");
document.body.append(news);

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function offline(isOff) {
  for (const one of document.querySelectorAll("#connection")) one.hidden = !isOff;
}

// What is typed or chosen in a field, by which form and field it is.
const nameOf = (field) => [field.form?.getAttribute("action"), field.name, field.type === "radio" ? field.value : ""].join("|");
const fields = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea, main select, aside input:not([type=hidden])")];
const isChanged = (field) =>
  field.tagName === "SELECT"
    ? [...field.options].some((one) => one.selected !== one.defaultSelected)
    : field.type === "radio" || field.type === "checkbox"
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue;

function kept() {
  const typed = new Map();
  for (const one of fields().filter(isChanged)) typed.set(nameOf(one), [one.value, one.checked]);
  const open = new Map([...document.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
  const here = document.activeElement;
  const focus = here && here !== document.body ? [here.id, here.form ? nameOf(here) : "", here.value ?? ""] : null;
  return { typed, open, focus };
}

function restore({ typed, open, focus }) {
  for (const one of fields()) {
    const was = typed.get(nameOf(one));
    if (was) [one.value, one.checked] = was;
  }
  for (const [id, isOpen] of open) {
    const one = document.getElementById(id);
    if (one) one.open = isOpen;
  }
  if (!focus) return;
  const [id, name, value] = focus;
  const same = (id && document.getElementById(id)) ||
    [...document.querySelectorAll("button, input, select, textarea")].find((one) => one.form && nameOf(one) === name && (one.value ?? "") === value);
  same?.focus({ preventScroll: true });
}

function show(found, isOwn) {
  const before = document.querySelector("h1")?.textContent;
  const was = isOwn ? null : kept();
  const old = [...document.body.children].filter((one) => one !== news && one.tagName !== "SCRIPT");
  for (const one of old) one.remove();
  for (const one of [...found.body.children]) if (one.tagName !== "SCRIPT") document.body.insertBefore(document.adoptNode(one), news);
  document.title = found.title;
  document.documentElement.dataset.theme = found.documentElement.dataset.theme;
  mark = found.body.dataset.mark ?? "";
  shownAt = performance.now();
  if (was) restore(was);
  const heading = document.querySelector("h1");
  if (isOwn) heading?.focus();
  else if (heading && heading.textContent !== before) news.textContent = heading.textContent;
  listen(found.body.dataset.live);
}

// A server whose database refuses is as one that isn't there, and so is whoever else answers in its
// place (a proxy, a network's page to log in): the same is asked again.
async function reached(address, how) {
  const answer = await fetch(address, how);
  const html = await answer.text();
  const found = new DOMParser().parseFromString(html, "text/html");
  if (answer.status === 503 || !found.documentElement.dataset.theme) throw new Error("not now");
  return { answer, found };
}

async function refresh() {
  clearTimeout(waiting);
  const soon = refreshedAt + 700 - performance.now();
  if (soon > 0 || sending) {
    waiting = setTimeout(refresh, Math.max(soon, 100));
    return;
  }
  refreshedAt = performance.now();
  const at = new URL(location.href);
  at.searchParams.delete("said");
  try {
    const { answer, found } = await reached(at, { cache: "no-store" });
    if (sending) return;
    offline(false);
    if (answer.redirected) history.replaceState(null, "", answer.url);
    show(found, false);
  } catch {
    offline(true);
    waiting = setTimeout(refresh, 1000);
  }
}

async function send(form, submitter) {
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  for (;;) {
    try {
      const { answer, found } = await reached(form.action, { method: "POST", body });
      sending = false;
      offline(false);
      history.replaceState(null, "", answer.redirected ? answer.url : location.href);
      show(found, true);
      return;
    } catch {
      offline(true);
      await pause(1000);
    }
  }
}

let listened = "";
function listen(address) {
  if (!address) return;
  if (source && listened === address && source.readyState !== EventSource.CLOSED) return;
  source?.close();
  listened = address;
  source = new EventSource(address);
  source.addEventListener("change", (event) => {
    offline(false);
    if (event.data !== mark) refresh();
  });
  source.addEventListener("error", () => {
    offline(true);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(address), 2000);
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.target) return;
  event.preventDefault();
  send(form, event.submitter);
});

setInterval(() => {
  for (const one of document.querySelectorAll("[data-left]")) {
    const left = Number(one.dataset.left) - (performance.now() - shownAt);
    if (left <= 0) {
      one.removeAttribute("data-left");
      refresh();
      continue;
    }
    const seconds = Math.ceil(left / 1000);
    one.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}, 500);

listen(document.body.dataset.live);
