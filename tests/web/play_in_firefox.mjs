// Plays a story in Firefox over WebDriver BiDi, by its buttons alone, and says what it saw as JSON.
// Arguments: where puppeteer-core is, the program of Firefox, the address of the server, the story.
import { pathToFileURL } from "node:url";

const [module, program, address, story] = process.argv.slice(2);
const { default: puppeteer } = await import(pathToFileURL(module).href);
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const seen = { asked: [], errors: [], focused: [], wide: 0, decisions: 0, ended: false, counted: "" };
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 720 });
  page.on("request", (one) => seen.asked.push(one.url()));
  page.on("console", (one) => one.type() === "error" && seen.errors.push(one.text()));
  page.on("pageerror", (one) => seen.errors.push(String(one)));
  await page.goto(address);
  const press = (wanted) => Promise.all([page.waitForNavigation(), page.click(wanted)]);
  await press(`button[value=${story}]`);
  while (seen.decisions < 60 && !(await page.$("a.button[href=ending]"))) {
    if (await page.$("form.bargain")) {
      await press("button[value=leave]");
      await press("main button.main");
    } else {
      await press("form.choices button");
    }
    seen.decisions += 1;
    seen.focused.push(await page.evaluate(() => document.activeElement.id));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    seen.wide = Math.max(seen.wide, wide);
  }
  seen.ended = (await page.$("a.button[href=ending]")) !== null;
  await page.click("a.button[href=ending]");
  await page.waitForSelector(".counted p");
  seen.counted = await page.$eval(".counted", (one) => one.innerText);
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
