// The address of a town: what was asked, in the query; an edited text and a resident, behind the #.

export async function read(place) {
  const query = new URLSearchParams(place.search), rest = new URLSearchParams(place.hash.slice(1));
  const number = (name) => (query.get(name) ? Number(query.get(name)) : null);
  const asked = { scenario: query.get("scenario") || "small-town", people: number("people"),
    seed: number("seed"), years: number("years"), scheme: query.get("scheme"),
    set: query.getAll("set"), with: query.getAll("with"),
    text: rest.get("text") ? await inflated(rest.get("text")) : null };
  return { asked, who: rest.get("who") ?? query.get("who") };
}

export function query(asked) {
  const said = new URLSearchParams();
  for (const name of ["scenario", "people", "seed", "years", "scheme"]) {
    if (asked[name] !== null && asked[name] !== undefined) said.set(name, asked[name]);
  }
  for (const one of asked.set ?? []) said.append("set", one);
  for (const one of asked.with ?? []) said.append("with", one);
  return said.toString();
}

export async function written(asked, who = null) {
  const rest = new URLSearchParams();
  if (asked.text) rest.set("text", await deflated(asked.text));
  if (who !== null) rest.set("who", who);
  return `/live?${query(asked)}${rest.toString() ? `#${rest}` : ""}`;
}

const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));

async function deflated(text) {
  const bytes = await through(text, new CompressionStream("deflate")).arrayBuffer();
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function inflated(said) {
  const letters = atob(said.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return through(bytes, new DecompressionStream("deflate")).text();
}
