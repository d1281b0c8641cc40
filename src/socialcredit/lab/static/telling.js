// What the pictures say, in words and numbers: the date, a resident, tiles, tables, charts.
import { make } from "./lab.js";
import { BINS, NOT_SCORED, binned } from "./replay.js";

const many = (number) => Number(number).toLocaleString("en");
const DASHES = ["none", "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];

export function dated(lab) {
  const first = Date.parse(lab.opened.months[Math.max(0, lab.month - 1)]);
  const shown = new Date(first + Math.max(0, lab.day - 1) * 864e5);
  const month = shown.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  const going = lab.playing > 1 ? "during" : lab.day ? "on" : "ended";
  const unit = lab.words(lab.length(1) < 28 ? "live.unit_step" : "live.unit_month");
  return lab.words(`live.${lab.month === 0 ? "morning" : going}`,
    { month, unit, day: shown.getUTCDate(), n: lab.month, all: lab.last() });
}

// One resident on the day that is shown: grade, penalties, deeds, and what the twin did.
export function described(own, i) {
  const { lab, now } = own, { people, opened } = lab, said = [];
  const words = (key, values) => said.push(lab.words(`live.${key}`, values));
  words("person", { n: many(i), age: people.age[i], household: many(people.household[i]),
    block: own.names.get(people.neighbourhood[i]) });
  const grade = now.grades[i], right = now.office[i] >> 4, ring = now.rings[i];
  words(grade === NOT_SCORED ? "tip_unscored" : "tip_grade", { grade: opened.grades[grade] });
  if (right !== grade && right !== NOT_SCORED && !lab.day) {
    words("tip_right", { grade: opened.grades[right] });
  }
  if (ring & 1) words(ring & 2 ? "tip_wrongful" : "tip_penalised");
  if (ring & 1 && !own.penal.has(grade)) words("tip_old_copy");
  words("tip_deeds", { n: now.deeds[i] });
  const n = now.other?.[i] ?? now.deeds[i];
  if (n !== now.deeds[i]) words("tip_twin", { n });
  return said.join(" ");
}

// The polite sentence: where the town stands.
export function said({ lab }) {
  const [counts, twin] = lab.months[lab.month].counts, told = { when: dated(lab) };
  for (const name of ["penalised", "wrongful", "filed", "bad"]) told[name] = many(counts[name]);
  if (twin) told.without = many(twin.bad);
  lab.say(lab.words(twin ? "live.said_twin" : "live.said", told));
}

// Tiles above the picture; below it a row for each neighbourhood, by grade or by deeds.
export function tabled(own) {
  const { lab, one } = own, [counts, twin] = lab.months[lab.month].counts;
  const tiles = { ...counts, bad_twin: twin?.bad };
  one("tiles").replaceChildren(...["penalised", "wrongful", "filed", "bad", "bad_twin"]
    .filter((key) => tiles[key] !== undefined).map((key) => make("div", { class: `tile-${key}` },
      make("dt", {}, lab.words(`live.tile_${key}`)), make("dd", {}, many(tiles[key])))));
  if (one("numbers").open) counted(own);
}

function counted({ lab, now, view, names: blocks, one }) {
  const office = view === "office", codes = office ? now.grades : binned(now.deeds);
  const names = office ? [...lab.opened.grades, lab.words("live.unscored")]
    : BINS.map((bin) => lab.words("live.deeds", { n: bin }));
  const rows = new Map([...blocks.keys()].map((block) => [block, Array(names.length + 2).fill(0)]));
  codes.forEach((code, i) => {
    const row = rows.get(lab.people.neighbourhood[i]);
    row[Math.min(code, names.length - 1)]++;
    row[names.length] += now.rings[i] & 1;
    row[names.length + 1] += now.rings[i] >> 1;
  });
  const heads = [...names, lab.words("live.penalised"), lab.words("live.wrongful")];
  const row = (scope, first, tag, rest) => make("tr", {}, make("th", { scope }, first),
    ...rest.map((text) => make(tag, tag === "th" ? { scope } : {}, text)));
  one("numbers").querySelector("table").replaceChildren(
    make("caption", {}, lab.words(`live.table_${view}`, { when: dated(lab) })),
    make("thead", {}, row("col", lab.words("live.place"), "th", heads)),
    make("tbody", {}, ...[...rows].map(([block, numbers]) => (
      row("row", lab.words("live.near_one", { n: blocks.get(block) }), "td", numbers.map(many))))));
}

// Counts by month: every month that was lived, whether its picture was drawn or skipped.
export function charted({ lab, colours: c, usual, looks, charts, twins }) {
  const frames = lab.months.slice(1), words = (key, told) => lab.words(`charts.${key}`, told);
  const of = (read, world = 0) => frames.map(({ counts }) => read(counts[world]));
  const line = (key, colour, values, dash) => ({ name: words(key), colour, values, dash });
  const grades = lab.opened.grades.map((name, g) => ({ name, colour: looks.grades[g].fill,
    dash: DASHES[g % 6], values: of((counts) => counts.grades[g]) }));
  let fewer = 0;
  const specs = [
    [words("grades", { usual: grades[usual].name }), grades.filter((_, g) => g !== usual)],
    [words("penalised"), [line("all", c.ink, of(({ penalised }) => penalised)),
      line("wrongful", c.wrong, of(({ wrongful }) => wrongful), "7 4")]],
    [words("bad"), [line("with", c.blue, of(({ bad }) => bad)),
      ...(twins ? [line("without", c["more-2"], of(({ bad }) => bad, 1), "7 4")] : [])]],
    [words("fewer"), twins ? [line("since", c.green,
      frames.map(({ counts: [on, off] }) => (fewer += off.bad - on.bad)))] : []],
  ];
  specs.forEach(([title, series], i) => charts[i]({ title, series, months: lab.opened.months }, c,
    frames.length ? words("told", { month: frames.length, values: series.map(({ name, values }) => (
      `${name} ${many(values.at(-1))}`)).join(", ") }) : words("nothing")));
}
