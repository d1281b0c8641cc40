// Elements of a tree that the server made (lab/trees.py): text is set as text, whatever it says.
import { make } from "./lab.js";

const grown = ({ tag, text, inside, more }) => make(tag, more, text, ...inside.map(grown));
export const filled = (holder, trees) => holder.replaceChildren(...trees.map(grown));
