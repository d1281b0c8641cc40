// A recorded town plays without its simulator: a saved file, or the first page while kernels compile.
import { makeLab } from "./lab.js";
import { mount } from "./live.js";
import { replay } from "./saved.js";

// The bytes of a recording in the panel of this page; the town's state, as panels have it.
export async function played(bytes) {
  const lab = makeLab(replay(bytes).ask, JSON.parse(document.getElementById("words").textContent));
  mount(document.getElementById("panel-live"), lab);
  const opened = await lab.ask("open");
  await lab.begin(opened.asked ?? null, opened);
  document.getElementById("title").textContent = opened.title;
  return lab;
}

const lying = document.getElementById("saved");
if (lying) played(Uint8Array.from(atob(lying.textContent.trim()),
  (letter) => letter.charCodeAt(0)));
