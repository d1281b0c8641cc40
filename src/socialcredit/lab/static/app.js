// The page of a town: its socket, its tabs, its address. Panels mount themselves, see the end.
import { makeLab } from "./lab.js";
import { connect } from "./socket.js";

const one = (id) => document.getElementById(id);
const texts = JSON.parse(one("words").textContent);
let gone = false;

const ask = connect(`ws://${location.host}/ws`, {
  told: (said) => tell(`app.${said.tell}`, said),
  idle: () => tell(), // whatever was waited for has come
  gone: texts.app.lost, // what is said of an ask that was under way
  lost: () => { gone = true; lab.pause(); tell("app.lost"); },
  back: async () => {
    const stood = gone ? lab.month : 0;
    gone = false;
    await arrive();
    if (stood && lab.opened) lab.to(stood).catch(() => {});
  },
});
const lab = makeLab(ask, texts);
globalThis.lab = lab; // for whoever opens the browser's console

// What the page is doing, or what went wrong and what to do about it.
function tell(key, values) {
  one("state").textContent = key ? lab.words(key, values) : "";
  one("state").hidden = !key;
}
lab.on("slow", (slow) => tell(slow ? "app.slow" : null));
lab.on("failed", (error) => {
  if (error.lost) return;
  one("trouble").hidden = false;
  one("trouble-what").textContent = error.what ?? String(error.message ?? error);
  one("trouble-hint").textContent = error.hint ?? "";
});

// Live what was asked, on this page; the address says so, and "back" leads back.
// Where that is refused, the town that was open is opened again.
lab.open = async (asked, { push = true, again = true } = {}) => {
  const before = lab.opened && again ? lab.asked : null;
  one("trouble").hidden = true;
  tell("app.opening");
  lab.close();
  try {
    const opened = await ask("open", { asked });
    await lab.begin(opened.asked, opened);
    if (push) history.pushState(null, "", `/live?${opened.address}`);
    one("title").textContent = opened.title;
    document.title = lab.words("app.title", { title: opened.title });
    tell(null);
  } catch (error) {
    if (error.message === "closed" || error.lost) return;
    if (before) await lab.open(before, { push: false, again: false }).catch(() => {});
    tell(null);
    lab.emit("failed", error);
    throw error;
  }
};

async function arrive() {
  const { search, hash } = location, who = new URLSearchParams(search).get("who");
  await lab.open(search.slice(1) + hash, { push: false }).catch(() => {});
  if (who && lab.opened) lab.select(Number(who));
}

// Tabs: the panels that the page has, by their id. Arrows move, as readers of screens expect.
const tabs = [...document.querySelectorAll('[role="tab"]')];
lab.tab = (name, focus = false) => {
  for (const tab of tabs) {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
    one(tab.getAttribute("aria-controls")).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
  lab.emit("tab", name);
};
const show = (tab, focus) => lab.tab(tab.id.replace("tab-", ""), focus);
tabs.forEach((tab, at) => {
  tab.onclick = () => show(tab);
  tab.onkeydown = ({ key }) => {
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key];
    if (next !== undefined) show(tabs.at(next % tabs.length), true);
  };
});

document.querySelector(".skip").onclick = (event) => {
  event.preventDefault(); // the fragment is the address's own
  document.querySelector('[role="tabpanel"]:not([hidden])').focus();
};
window.addEventListener("popstate", arrive);

// Each panel names its script: /static/NAME.js has mount(root, lab).
const panels = [...document.querySelectorAll("[data-script]")];
const scripts = await Promise.all(panels.map((panel) => import(`./${panel.dataset.script}.js`)));
scripts.forEach(({ mount }, i) => mount(panels[i], lab));
lab.tab("live");
await arrive();
