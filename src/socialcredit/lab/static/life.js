// The panel "A life": asks for one resident's, and finds somebody who is wrongly penalised.
import { filled } from "./tree.js";

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#life-${name}`);
  const state = (text) => { one("state").textContent = text; };
  let asked = 0, next = 0;

  const look = async (resident) => {
    const mine = ++asked;
    one("number").value = resident;
    state(lab.words("life.asking"));
    const from = { resident, month: lab.month };
    const told = await lab.ask("life", from).catch((error) => ({ error }));
    if (mine !== asked) return;
    one("told").hidden = Boolean(told.error);
    state(told.error ? `${told.error.what}. ${told.error.hint ?? ""}` : "");
    if (told.error) return;
    for (const name of ["who", "until"]) one(name).textContent = told[name];
    for (const name of ["rows", "right", "notices"]) filled(one(name), told[name]);
  };

  // Those who are in the month that is shown, or were in the latest before it that has any.
  const wronged = () => {
    for (let month = lab.month; month > 0; month--) {
      const truth = lab.months[month].planes[0][1];
      const found = [...truth.keys()].filter((who) => truth[who] & 2);
      if (found.length) return found;
    }
    return [];
  };
  one("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (lab.opened) lab.select(Number(one("number").value));
  });
  one("one").addEventListener("click", () => {
    const found = wronged();
    if (found.length) lab.select(found[next++ % found.length]);
    else state(lab.words("life.nobody_wronged"));
  });
  // Whom another panel names, in a button that the server made.
  document.addEventListener("click", ({ target: { dataset } }) => {
    if (!dataset.resident) return;
    lab.select(Number(dataset.resident));
    lab.tab("life", true);
  });
  const shown = (resident) => !root.hidden && lab.opened && resident !== null && look(resident);
  lab.on("select", shown);
  lab.on("tab", (name) => name === "life" && shown(lab.selected));
  lab.on("opened", () => {
    asked++; // what is still said of the town before is not shown
    one("number").max = lab.opened.people - 1;
    one("one").disabled = false;
    one("told").hidden = true;
    state(lab.words("life.nobody"));
  });
}
