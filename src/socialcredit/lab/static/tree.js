// Elements of a tree that the server made (lab/trees.py): text is set as text, whatever it says.
const SVG = "http://www.w3.org/2000/svg", DRAWN = ["g", "line", "circle", "text"];

export function grown({ tag, text, inside, more }) {
  const drawn = DRAWN.includes(tag);
  const made = drawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
  made.append(...inside.map(grown));
  return made;
}
export const filled = (holder, trees) => holder.replaceChildren(...trees.map(grown));
