// What a test says and asks of a published page in any browser, as the body of a function: `ask` is
// one of these words, and the answer is plain data. The keys themselves come from outside.
const [ask, turn] = arguments;
const open = (selector) => [...document.querySelectorAll(selector)];
const wanted = () => {
  const deciding = open("form[action=decide] button");
  if (deciding.length) return deciding[turn % deciding.length];
  const atTable = open("main form[action=bargain] button");
  if (atTable.length) return atTable.at(-1);
  return open("main form.buttons button.main, main form button.main")[0];
};
switch (ask) {
  case "state":
    return {
      isReady: document.body?.classList.contains("playing") &&
        !document.documentElement.hasAttribute("aria-busy"),
      address: document.body?.dataset.address ?? "",
      title: document.querySelector("h1")?.textContent ?? "",
      hasEnded: open("main a[href=ending]").length > 0,
      isFocused: document.activeElement?.id === "now",
      plays: open("section[aria-labelledby=plays] li").length,
      width: document.documentElement.scrollWidth - innerWidth,
      code: document.querySelector(".code")?.textContent ?? "",
    };
  case "told":
    return document.querySelector("#page main").textContent;
  case "mark":
    for (const one of open("[data-wanted]")) delete one.dataset.wanted;
    wanted().dataset.wanted = "yes";
    return true;
  case "link":
    for (const one of open("[data-wanted]")) delete one.dataset.wanted;
    open(turn)[0].dataset.wanted = "yes";
    return true;
  case "isThere":
    return document.activeElement?.dataset.wanted === "yes";
}
