// The page on the screen: links and forms go to the engine in this page instead of a server.

class Showing {
  // `answered(request)` gives what the engine answers, once what it decided is kept.
  constructor(answered) {
    this.answered = answered;
    this.address = "";
    this.isBusy = false;
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("popstate", () => this.go(addressHere(), { isBack: true }));
  }

  clicked(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || link.download || event.defaultPrevented) return;
    if (event.button || event.ctrlKey || event.metaKey) return;
    const href = link.getAttribute("href");
    if (/^(https?|mailto):/.test(href)) return;
    event.preventDefault();
    if (href.startsWith("#")) focusOn(href.slice(1));
    else this.go(this.resolved(href));
  }

  async submitted(event) {
    event.preventDefault();
    const form = event.target;
    const sent = new FormData(form, event.submitter);
    const action = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
    const fields = {};
    for (const [name, value] of sent) fields[name] = isText(value) ? value : await readText(value);
    if (form.getAttribute("method")?.toLowerCase() === "post") {
      await this.go(this.resolved(action), { form: fields });
    } else {
      await this.go(this.resolved(`${action}?${new URLSearchParams(fields)}`));
    }
  }

  resolved(href) {
    const found = new URL(href, NOWHERE + this.address);
    return found.pathname.slice(1) + found.search + found.hash;
  }

  // One press does one thing: while it is being answered, others count for nothing.
  async go(address, { form = null, isBack = false } = {}) {
    if (this.isBusy) return;
    this.isBusy = true;
    performance.mark("asked");
    document.documentElement.setAttribute("aria-busy", "true");
    try {
      const answer = await this.answered({ address, form, from: this.address });
      if (answer.download) handOver(answer.download);
      if (answer.page) this.show(answer.address, answer.page, isBack);
      performance.mark("shown");
    } finally {
      this.isBusy = false;
      document.documentElement.removeAttribute("aria-busy");
    }
  }

  show(address, page, isBack) {
    const { documentElement: root, body } = document;
    root.lang = page.language;
    root.dir = page.direction;
    root.dataset.theme = page.theme;
    root.dataset.keys = page.shortcuts ? "on" : "off";
    document.title = page.title;
    document.getElementById("page").innerHTML = page.body;
    this.address = address;
    if (!isBack && address !== addressHere()) history.pushState(null, "", `#/${address}`);
    body.dataset.address = address;
    const [, anchor] = address.split("#");
    scrollTo(0, 0);
    focusOn(anchor || "now");
    if (page.has_more) this.showLater(address);
  }

  // What takes longer comes after the page, a piece at a time, unless the player has gone on.
  async showLater(address) {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve));
      if (this.address !== address || this.isBusy) return;
      const { later } = await this.answered({ address, form: null, more: true });
      if (this.address !== address) return;
      if (later !== null) {
        const place = document.getElementById("later");
        if (place) place.outerHTML = later;
        return;
      }
    }
  }
}

// A link may be cut off or mistyped in the middle of a letter: what can't be decoded stays as it is.
function decoded(text, decode) {
  try {
    return decode(text);
  } catch {
    return text;
  }
}

function addressHere() {
  return decoded(location.hash.replace(/^#\/?/, ""), decodeURI);
}

function focusOn(id) {
  const place = document.getElementById(decoded(id, decodeURIComponent)) ?? document.querySelector("h1");
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
}

// Of a file that is too large to be a play as much is read as the engine needs to say so.
function readText(file) {
  return file.slice(0, 2_000_000).text();
}

function handOver({ name, text }) {
  const link = document.createElement("a");
  link.href = blobAddress(text, "application/octet-stream");
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
