// The panel "Keep": the address, the command that does the same, files, and how the town ended.
import { kept } from "./charts.js";
import { filled } from "./tree.js";

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#keep-${name}`);
  const state = (key, values) => {
    one("state").textContent = key ? lab.words(`keep.${key}`, values) : "";
  };
  let ended = null;

  // Headline numbers and the hash: asked for once, when the town has been lived to its end.
  const end = async () => {
    const town = lab.opened, whole = town && lab.lived() === lab.last();
    one("not-yet").hidden = Boolean(whole);
    one("ended").hidden = !ended;
    if (!whole || ended || root.hidden) return;
    const told = await lab.ask("ended").catch(({ what }) => state("failed", { what }));
    if (!told || town !== lab.opened) return;
    ended = told;
    one("hash").textContent = ended.content_hash;
    filled(one("numbers"), ended.numbers);
    one("ended").hidden = false;
  };
  lab.on("opened", (opened) => {
    ended = null;
    state();
    one("command").textContent = opened.command;
    one("text").hidden = !opened.asked.text;
    one("address").textContent = `${location.origin}/live?${opened.address}`;
    end();
  });
  lab.on("lived", end);
  lab.on("tab", end);

  for (const name of ["address", "command"]) {
    one(`copy-${name}`).onclick = () => navigator.clipboard.writeText(one(name).textContent).then(
      () => state("copied"), // without a clipboard it is marked, to be copied by hand
      () => getSelection().selectAllChildren(one(name)));
  }
  one("to-end").onclick = () => lab.to(lab.last()).catch(() => {});
  one("save-text").onclick = () => kept("scheme.yaml", new Blob([lab.asked.text]));
  const made = async (button) => {
    const { keep, ending } = button.dataset, body = JSON.stringify({ asked: lab.asked });
    state("making");
    button.disabled = true;
    const answer = await fetch(`/keep/${keep}`, { method: "POST", body,
      headers: { "content-type": "application/json" } }).catch(() => null);
    button.disabled = false;
    if (answer?.ok) {
      kept(`${lab.asked.scenario}-${lab.asked.seed}.${ending}`, await answer.blob());
      state();
    } else state("failed", { what: answer ? await answer.text() : lab.words("app.lost") });
  };
  for (const button of root.querySelectorAll("[data-keep]")) button.onclick = () => made(button);
}
