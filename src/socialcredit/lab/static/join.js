// The panel "Join": the server draws the bodies and says who is spared; here links are cut.
import { filled } from "./tree.js";

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#join-${name}`);
  let drawn = null, asked = null, asking = 0;

  async function show(live, words = null) {
    const mine = ++asking, all = "[data-pair]";
    one("state").textContent = words ? lab.words(words) : "";
    const told = await lab.ask("join", { drawn, live }).catch((error) => ({ error }));
    if (mine !== asking) return;
    one("state").textContent = told.error ? lab.words("join.failed", told.error) : "";
    if (told.error) return;
    ({ drawn, asked } = told);
    const focused = [...root.querySelectorAll(all)].indexOf(document.activeElement);
    for (const [name, text] of Object.entries(told.texts)) one(name).textContent = text;
    for (const [name, trees] of Object.entries(told.trees)) filled(one(name), trees);
    for (const [name, hidden] of Object.entries(told.hidden)) one(name).hidden = hidden;
    root.querySelectorAll(all)[focused]?.focus();
    one("dial").max = drawn.length;
    one("dial").value = drawn.filter(Boolean).length;
    if (live === "drawn") lab.say(told.texts.spared);
  }
  function pressed(target) {
    const pair = target.closest("[data-pair]");
    if (!pair) return;
    drawn[pair.dataset.pair] = !drawn[pair.dataset.pair];
    show("town");
  }
  const arrive = async () => {
    if (root.hidden || !lab.opened || drawn) return;
    await show("none");
    if (drawn?.length) await show("town", "join.one_living");
  };

  root.addEventListener("click", ({ target }) => pressed(target));
  root.addEventListener("keydown", (event) => {
    if (![" ", "Enter"].includes(event.key) || !event.target.matches("g[data-pair]")) return;
    event.preventDefault();
    pressed(event.target);
  });
  one("dial").addEventListener("input", () => {
    drawn = drawn.map((_, at) => at < one("dial").valueAsNumber);
    show("town");
  });
  one("try").addEventListener("click", () => show("drawn", "join.living"));
  one("back").addEventListener("click", () => {
    drawn = null;
    show("town");
  });
  one("keep").addEventListener("click", () => lab.open(asked).catch(() => {}));
  lab.on("opened", () => {
    drawn = null;
    asking++; // what is still said of the town before is not shown
    arrive();
  });
  lab.on("tab", (name) => name === "join" && arrive());
}
