// What is to be seen on a day: the month before with the month's events laid over it.

export const NOT_SCORED = 15;
const PAUSES = new Set(["disputed", "upheld", "corrected"]);

// Grades, deeds so far, rings and flashes of world 0 at the end of `month`, or on `day` of it.
// Rings are those of the month, since penalties rest on copies of the first; who contests a record
// or is heard in mid-month has those of the month before until then.
export function seen(lab, month, day, flashed) {
  const end = lab.months[month], begun = day && month ? lab.months[month - 1] : end;
  const [office, truth] = begun.planes[0], flashes = [], turned = new Set();
  const grades = Uint8Array.from(office, (byte) => byte & 15);
  const deeds = Uint8Array.from(truth, (byte) => byte >> 2);
  const rings = Uint8Array.from(end.planes[0][1], (byte) => byte & 3);
  const now = { grades, deeds, rings, flashes, office: end.planes[0][0] };
  if (begun === end) return now;
  end.events.day.forEach((on, e) => {
    const kind = lab.opened.kinds[end.events.kind[e]], who = end.events.resident[e];
    if (PAUSES.has(kind) && !turned.has(who)) {
      turned.add(who);
      if (on > day) rings[who] = truth[who] & 3;
    }
    if (on > day) return;
    if (kind === "grade") grades[who] = end.events.value[e];
    if (kind === "bad deed") deeds[who] = Math.min(63, deeds[who] + 1);
    if (kind === flashed && on === day) flashes.push(who);
  });
  return now;
}

// Deeds so far in the twin: known at ends of months only, so on a day those of the month before.
export function without(lab, month, day) {
  const frame = lab.months[day && month ? month - 1 : month];
  return frame.planes[1] ? Uint8Array.from(frame.planes[1][1], (byte) => byte >> 2) : null;
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
