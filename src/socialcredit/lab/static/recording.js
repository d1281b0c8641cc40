// Frames of a recording, as lab/recording.py writes them: what stood at a month's end, and what
// happened in it. Planes are XOR those of the month before, so that what stands still is nought.

const COLUMNS = [["day", Uint8Array], ["resident", Uint32Array], ["kind", Uint8Array], ["value", Int16Array]];

// What compressed bytes hold, to be read as text or as bytes.
export function inflated(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
}

// Planes of each world: uint8 a resident, office and truth; `before` is the month before, decoded.
function laid(body, worlds, people, before) {
  return Array.from({ length: worlds }, (_, world) => [0, 1].map((which) => {
    const begins = (2 * world + which) * people, plane = body.slice(begins, begins + people);
    const old = before?.planes[world][which];
    if (old) for (let i = 0; i < people; i++) plane[i] ^= old[i];
    return plane;
  }));
}

// A frame (ArrayBuffer) and the month before it, or null before the first morning.
export async function decode(buffer, before) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const packed = new Uint8Array(buffer, 4 + length);
  const body = new Uint8Array(await inflated(packed).arrayBuffer());
  const width = COLUMNS.reduce((sum, [, kind]) => sum + kind.BYTES_PER_ELEMENT, 0);
  const worlds = head.counts.length, many = head.events;
  let at = body.length - width * many;
  const planes = laid(body, worlds, at / (2 * worlds), before), events = {};
  for (const [name, Kind] of COLUMNS) {
    const bytes = Kind.BYTES_PER_ELEMENT * many;
    events[name] = new Kind(body.slice(at, at + bytes).buffer);
    at += bytes;
  }
  return { number: head.month, first: head.first, counts: head.counts, planes, events };
}
