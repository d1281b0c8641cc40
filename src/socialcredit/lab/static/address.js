// The address of a town: what was asked, in the query; an edited text, behind the #.
import { inflated } from "./recording.js";

export async function read({ search, hash }) {
  const query = new URLSearchParams(search), text = new URLSearchParams(hash.slice(1)).get("text");
  const number = (name) => (query.get(name) ? Number(query.get(name)) : null);
  const asked = { scenario: query.get("scenario") || "small-town", people: number("people"),
    seed: number("seed"), years: number("years"), scheme: query.get("scheme"),
    set: query.getAll("set"), with: query.getAll("with"), text: text && await unpacked(text) };
  return { asked, who: query.get("who") };
}

// The address of an open town: its query as the server wrote it.
export async function written({ address, asked: { text } }) {
  return `/live?${address}${text ? `#text=${await packed(text)}` : ""}`;
}

async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"));
  const bytes = await new Response(stream).arrayBuffer();
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function unpacked(said) {
  const letters = atob(said.replaceAll("-", "+").replaceAll("_", "/"));
  return inflated(Uint8Array.from(letters, (letter) => letter.charCodeAt(0))).text();
}
