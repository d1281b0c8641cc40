// A lesson above its town: a guess, one change, and the answer, which the server reads off the run.
import { filled } from "./tree.js";

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#lesson-${name}`);
  const { name } = root.dataset, open = lab.open;
  let guess = null, told = null, busy = false;

  // The address goes on saying that a lesson is under way, whatever is changed.
  lab.open = async (asked, how) => {
    await open(asked, how);
    history.replaceState(null, "", location.href.replace("/live?", `/lessons/${name}?`));
  };
  const ready = () => {
    for (const button of [one("before"), one("after")]) {
      button.disabled = busy || guess === null || !lab.opened;
    }
  };
  const state = (key, values) => {
    one("state").textContent = key ? lab.words(`lessons.${key}`, values) : "";
  };

  const beside = () => {
    one("against").textContent = told?.against.replace("{guess}", guess) ?? "";
  };
  async function lived(change) {
    busy = true;
    ready();
    state("living");
    try {
      const { asked, same } = await lab.ask("lesson-town", { name, change });
      if (!same) await lab.open(asked);
      await lab.to(lab.last());
      state("reading");
      told = await lab.ask("lesson", { name });
      for (const part of ["numbers", "verdict"]) filled(one(part), told[part]);
      one("numbers").parentElement.hidden = false;
      beside();
      lab.say(told.said || one("against").textContent);
      state(null);
    } catch (error) {
      state("failed", { what: error.what ?? error.message });
    }
    busy = false;
    ready();
  }

  one("form").addEventListener("submit", (event) => {
    event.preventDefault();
    guess = one("guess").valueAsNumber;
    one("written").textContent = lab.words("lessons.written", { n: guess });
    ready();
    beside();
  });
  one("before").addEventListener("click", () => lived(false));
  one("after").addEventListener("click", () => lived(true));
  for (const event of ["opened", "closed"]) lab.on(event, ready);
  one("write").disabled = false; // a form that nobody listens to yet would load the page anew
}
