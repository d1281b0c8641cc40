// Elements of a tree that the server made (lab/trees.py): text is set as text, whatever it says.
export function grown({ tag, text, inside, more }) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
  made.append(...inside.map(grown));
  return made;
}
export const filled = (holder, trees) => holder.replaceChildren(...trees.map(grown));
