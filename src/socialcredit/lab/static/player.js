// A recorded town plays without its simulator: a saved file, or the first page while kernels compile.
import { makeLab } from "./lab.js";
import { mount } from "./live.js";

// Asks as a server's socket answers them, out of the bytes of lab/saving.py.
function replay(bytes) {
  let at = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const { facts, sizes } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, at)));
  const [people, ...months] = sizes.map((size) => bytes.slice(at, at += size).buffer);
  const answers = { open: () => facts, people: () => people, month: ({ number }) => months[number] };
  return async (name, extra) => answers[name](extra);
}

// The bytes of a recording in the panel of this page; the town's state, as panels have it.
export async function played(bytes) {
  const lab = makeLab(replay(bytes), JSON.parse(document.getElementById("words").textContent));
  mount(document.getElementById("panel-live"), lab);
  const opened = await lab.ask("open");
  await lab.begin(opened.asked, opened);
  document.getElementById("title").textContent = opened.title;
  return lab;
}

const lying = document.getElementById("saved");
if (lying) played(Uint8Array.from(atob(lying.textContent.trim()),
  (letter) => letter.charCodeAt(0)));
