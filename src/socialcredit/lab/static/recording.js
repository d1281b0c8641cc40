// Frames of a recording, as lab/recording.py writes and describes them.

const EVENTS = [["day", Uint8Array], ["resident", Uint16Array], ["kind", Uint8Array], ["value", Int16Array]];
const APART = [["day", Uint8Array], ["resident", Uint16Array], ["more", Uint8Array]];

// What compressed bytes hold, to be read as text or as bytes.
export function inflated(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
}

// A frame (ArrayBuffer) and the month before it, or null before the first morning.
export async function decode(buffer, before) {
  const body = new Uint8Array(await inflated(buffer).arrayBuffer());
  let at = 4 + new DataView(body.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(body.subarray(4, at)));
  const { counts, people } = head;
  const read = (many, Kind = Uint8Array) => {
    const begins = at;
    at += many * Kind.BYTES_PER_ELEMENT;
    return new Kind(body.slice(begins, at).buffer);
  };
  const columns = (kinds, many) => (
    Object.fromEntries(kinds.map(([name, Kind]) => [name, read(many, Kind)])));
  const [office, bearing] = [0, 1].map(() => counts.map(() => read(people))), done = read(people);
  const deeds = { day: read(done.reduce((sum, many) => sum + many, 0)) };
  deeds.resident = Uint16Array.from(deeds.day);
  let e = 0;
  done.forEach((many, i) => deeds.resident.fill(i, e, (e += many)));
  const events = columns(EVENTS, head.events), apart = columns(APART, head.apart);
  const more = new Int16Array(people);
  apart.resident.forEach((who, k) => { more[who] += apart.more[k] ? 1 : -1; });
  const planes = counts.map((_, world) => {
    const [old, truth] = before?.planes[world] ?? [new Uint8Array(people), new Uint8Array(people)];
    return [office[world].map((bits, i) => bits ^ old[i]), bearing[world].map((bits, i) => {
      const many = (truth[i] >> 2) + done[i] + (world ? more[i] : 0);
      return (bits ^ (truth[i] & 3)) | (Math.min(63, many) << 2);
    })];
  });
  return { number: head.month, first: head.first, counts, planes, events, deeds, apart };
}
