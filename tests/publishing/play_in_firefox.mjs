// Plays a published file in Firefox over WebDriver BiDi, by Tab and Enter alone, closes the browser,
// opens the file again, and says what it saw as JSON. Arguments: where puppeteer-core is, the
// program of Firefox, the address of the file, a folder for the profile, what is asked of the page.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, program, address, profile, asking] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(module).href);
const pressing = readFileSync(asking, "utf-8");
const seen = { asked: [], errors: [], decisions: 0 };

async function opened() {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: program, headless: true, userDataDir: profile,
    protocolTimeout: 200_000,
    extraPrefsFirefox: {
      // Nothing answers at this proxy: there is no network.
      "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9,
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 740 });
  page.on("request", (one) => seen.asked.push(one.url()));
  page.on("pageerror", (one) => seen.errors.push(String(one)));
  await page.goto(address, { timeout: 120_000 });
  const ask = (what, turn = 0) => page.evaluate(
    (body, ...words) => new Function(body)(...words), pressing, what, turn);
  const ready = async (before) => {
    for (let waited = 0; waited < 2_000; waited += 1) {
      const state = await ask("state");
      if (state.isReady && state.address !== before) return state;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`still at ${before}`);
  };
  const press = async (what, turn, before) => {
    await ask(what, turn);
    for (let tabs = 0; !(await ask("isThere")); tabs += 1) {
      if (tabs > 120) throw new Error(`Tab never came to ${what} ${turn}`);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    return ready(before);
  };
  return { browser, press, ready, ask };
}

let one = await opened();
try {
  let state = await one.ready("none");
  state = await one.press("link", "form[action=new] button", state.address);
  while (!state.hasEnded && seen.decisions < 80) {
    state = await one.press("mark", seen.decisions, "none");
    seen.decisions += 1;
    if (!state.isFocused) throw new Error(`the heading of ${state.address} has no focus`);
    if (state.width > 0) throw new Error(`${state.address} is wider than the window`);
  }
  state = await one.press("link", "main a[href=ending]", state.address);
  state = await one.press("link", "nav a[href=story]", state.address);
  seen.told = await one.ask("told");
  seen.code = (await one.press("link", "nav a[href=hand_in]", state.address)).code;
} finally {
  await one.browser.close();
}
one = await opened();
try {
  seen.again = await one.ready("none");
} finally {
  await one.browser.close();
}
console.log(JSON.stringify(seen));
