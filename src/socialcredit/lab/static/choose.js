// The search over cards: what is typed must be somewhere in a card's words.

const field = document.getElementById("search"), found = document.getElementById("found");
const cards = [...document.querySelectorAll("[data-words]")];

function search() {
  const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const card of cards) {
    card.hidden = !asked.every((word) => card.dataset.words.includes(word));
    shown += !card.hidden && card.matches(".card");
  }
  found.textContent = found.dataset.says.replace("{n}", shown);
}
field.addEventListener("input", search);
search();

// While kernels compile for the first time a recorded town plays, and then the page looks again.
const waiting = document.querySelector("[data-recording]");
if (waiting) {
  const { played } = await import("./player.js");
  const lab = await played(
    new Uint8Array(await (await fetch(waiting.dataset.recording)).arrayBuffer()));
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) lab.play();
}
