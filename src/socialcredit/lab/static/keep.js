// The panel "Keep": the address, the command that does the same, files, and how the town ended.
import { written } from "./address.js";
import { kept } from "./charts.js";

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#keep-${name}`);
  const state = (key, values) =>
    { one("state").textContent = key ? lab.words(`keep.${key}`, values) : ""; };
  const address = async () => new URL(await written(lab.asked), location.href).href;
  let ended = null;

  const told = async () => {
    one("address").textContent = await address();
    one("command").textContent = lab.opened.command;
    one("text").hidden = !lab.asked.text;
  };
  const whole = () => lab.opened && lab.lived() === lab.last();
  // Headline numbers and the hash: asked for once, when the town has been lived to its end.
  const end = async () => {
    one("not-yet").hidden = Boolean(whole());
    one("ended").hidden = !ended;
    if (!whole() || ended || root.hidden) return;
    const town = lab.opened;
    ended = await lab.ask("ended").catch((error) => { state("failed", { what: error.what ?? "" });
      return null; });
    if (!ended || town !== lab.opened) return;
    one("hash").textContent = ended.content_hash;
    one("numbers").replaceChildren(...ended.numbers.map(({ value, text, luck, unknown }) => {
      const item = document.createElement("div");
      for (const [tag, inside] of [["dt", value], ["dd", text], ["dd", luck],
        ["dd", lab.words("keep.unknown", { unknown })]]) {
        const part = document.createElement(tag);
        part.textContent = inside;
        item.append(part);
      }
      return item;
    }));
    one("ended").hidden = false;
  };
  lab.on("opened", () => { ended = null; state(null); told(); end(); });
  lab.on("lived", () => whole() && end());
  lab.on("tab", (name) => name === "keep" && lab.opened && end());

  const copied = async (name) => {
    await navigator.clipboard.writeText(one(name).textContent).then(() =>
      lab.say(lab.words("keep.copied")), () => {
      getSelection().selectAllChildren(one(name));
        // no clipboard here: it is marked, to be copied by hand
    });
    state("copied");
  };
  for (const name of ["address", "command"]) one(`copy-${name}`).addEventListener("click",
    () => copied(name));
  one("to-end").addEventListener("click", () => lab.opened && lab.to(lab.last()).catch(() => {}));
  one("save-text").addEventListener("click", () => kept("scheme.yaml", new Blob([lab.asked.text])));
  for (const button of root.querySelectorAll("[data-keep]")) {
    button.addEventListener("click", async () => {
      state("making");
      button.disabled = true;
      const { keep, ending } = button.dataset, body = JSON.stringify({ asked: lab.asked });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/keep/${keep}`,
        { method: "POST", body, headers }).catch(() => null);
      button.disabled = false;
      if (!answer?.ok) { state("failed",
        { what: answer ? await answer.text() : lab.words("app.lost") }); return; }
      kept(`${lab.asked.scenario}-${lab.asked.seed}.${ending}`, await answer.blob());
      state(null);
    });
  }
}
