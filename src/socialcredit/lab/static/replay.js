// What is to be seen on a day: the month before with the month's events laid over it.

export const NOT_SCORED = 15;
const PAUSES = new Set(["disputed", "upheld", "corrected"]);

// Grades, deeds so far, rings and flashes of world 0 at the end of `month`, or on `day` of it; and
// deeds of the twin, null where there is none.
// Rings are those of the month, since penalties rest on copies of the first; who contests a record
// or is heard in mid-month has those of the month before until then.
export function seen(lab, month, day, flashed) {
  const end = lab.months[month], begun = day && month ? lab.months[month - 1] : end;
  const [office, truth] = begun.planes[0], flashes = [], turned = new Set();
  const grades = Uint8Array.from(office, (byte) => byte & 15), deeds = done(begun, end, 0, day);
  const rings = Uint8Array.from(end.planes[0][1], (byte) => byte & 3);
  const other = end.planes[1] ? done(begun, end, 1, day) : null;
  const now = { grades, deeds, other, rings, flashes, office: end.planes[0][0] };
  if (begun === end) return now;
  end.events.day.forEach((on, e) => {
    const kind = lab.opened.kinds[end.events.kind[e]], who = end.events.resident[e];
    if (PAUSES.has(kind) && !turned.has(who)) {
      turned.add(who);
      if (on > day) rings[who] = truth[who] & 3;
    }
    if (on > day) return;
    if (kind === "grade") grades[who] = end.events.value[e];
    if (kind === flashed && on === day) flashes.push(who);
  });
  end.deeds.day.forEach((on, e) => {
    if (flashed === "bad deed" && on === day) flashes.push(end.deeds.resident[e]);
  });
  return now;
}

// Bad deeds so far in a world: those at the end of the month before, and the month's until the day.
// Of the twin it is told where it is apart from the other world.
function done(begun, end, world, day) {
  const many = Int16Array.from(begun.planes[world][1], (byte) => byte >> 2);
  const add = ({ day: days, resident, more }) => days.forEach((on, e) => {
    if (on <= day) many[resident[e]] += !more || more[e] ? 1 : -1;
  });
  if (begun !== end) add(end.deeds);
  if (begun !== end && world) add(end.apart);
  return Uint8Array.from(many, (n) => Math.min(63, n));
}

const STEPS = [1, 3, 6, 12, 24];
export const BINS = ["0", "1–2", "3–5", "6–11", "12–23", "24+"];

// Deeds so far as one of six codes.
export function binned(deeds) {
  return deeds.map((many) => STEPS.filter((step) => many >= step).length);
}

// With and without as one of five codes: fewer by 2 and more, by 1, the same, 1 more, 2 and more.
export function differing(deeds, other) {
  return deeds.map((many, i) => 2 + Math.max(-2, Math.min(2, many - other[i])));
}

// The grade most people have on the first morning: whoever is worse gets bars.
export function usual(lab) {
  const { grades } = seen(lab, 0, 0);
  const counts = lab.opened.grades.map((_, g) => grades.reduce((n, own) => n + (own === g), 0));
  return counts.indexOf(Math.max(...counts));
}
