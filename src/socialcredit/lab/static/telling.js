// What the pictures say, in words and numbers: the date, a resident, tiles, tables, charts.
import { BINS, NOT_SCORED, binned } from "./replay.js";

const many = (number) => Number(number).toLocaleString("en");

export function dated(lab) {
  const first = lab.opened.months[Math.max(0, lab.month - 1)];
  const day = new Date(`${first}T00:00:00Z`);
  const month = day.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  const key = lab.month === 0 ? "morning" : lab.playing > 1 ? "during" : lab.day ? "on" : "ended";
  return lab.words(`live.${key}`, { month, day: lab.day, n: lab.month, all: lab.last() });
}

// One resident on the day that is shown: grade, penalties, deeds, and what the twin did.
export function described(own, i) {
  const { lab, now } = own, { people, opened } = lab, said = [];
  const words = (key, values) => said.push(lab.words(`live.${key}`, values));
  words(people.age ? "person" : "nobody", { n: many(i), age: people.age?.[i],
    household: many(people.household[i]), block: own.names.get(people.neighbourhood[i]) });
  const grade = now.grades[i], right = now.office[i] >> 4;
  if (grade === NOT_SCORED) words("tip_unscored");
  else words("tip_grade", { grade: opened.grades[grade] });
  if (right !== grade && right !== NOT_SCORED && !lab.day) words("tip_right",
    { grade: opened.grades[right] });
  if (now.rings[i] & 1) words(now.rings[i] & 2 ? "tip_wrongful" : "tip_penalised");
  if (now.rings[i] & 1 && !own.penal.has(grade)) words("tip_old_copy");
  words("tip_deeds", { n: now.deeds[i] });
  if (now.other && now.other[i] !== now.deeds[i] && !lab.day) words("tip_twin",
    { n: now.other[i] });
  return said.join(" ");
}

// The polite sentence: where the town stands.
export function said(own) {
  const { lab } = own;
  if (!lab.opened) return;
  const [counts, twin] = lab.months[lab.month].counts;
  const told = { when: dated(lab), penalised: many(counts.penalised),
    wrongful: many(counts.wrongful),
    filed: many(counts.filed), bad: many(counts.bad), without: twin ? many(twin.bad) : "" };
  lab.say(lab.words(twin ? "live.said_twin" : "live.said", told));
}

function cells(row, texts, head = false) {
  for (const [at, text] of texts.entries()) {
    const cell = document.createElement(head || at === 0 ? "th" : "td");
    if (head || at === 0) cell.scope = head ? "col" : "row";
    cell.textContent = text;
    row.append(cell);
  }
  return row;
}

// Tiles above the picture; below it a row for each neighbourhood, by grade or by deeds.
export function tabled(own) {
  const { lab, now, one } = own, [counts, twin] = lab.months[lab.month].counts;
  const tiles = [["penalised", counts.penalised], ["wrongful", counts.wrongful],
    ["filed", counts.filed],
    ["bad", counts.bad], ...(twin ? [["bad_twin", twin.bad]] : [])];
  one("tiles").replaceChildren(...tiles.map(([key, value]) => {
    const tile = document.createElement("div"), name = document.createElement("dt");
    const number = document.createElement("dd");
    [name.textContent, number.textContent, tile.className] =
      [lab.words(`live.tile_${key}`), many(value), `tile-${key}`];
    tile.append(name, number);
    return tile;
  }));
  if (!one("numbers").open) { one("numbers").ontoggle =
    () => lab.opened && one("numbers").open && tabled(own); return; }
  const office = own.view === "office", codes = office ? now.grades : binned(now.deeds);
  const names = office ? [...lab.opened.grades, lab.words("live.unscored")]
    : BINS.map((bin) => lab.words("live.deeds", { n: bin }));
  const places = [...own.names.keys()],
    rows = new Map(places.map((name) => [name, new Uint32Array(names.length + 2)]));
  codes.forEach((code, i) => {
    const row = rows.get(lab.people.neighbourhood[i]), ring = now.rings[i];
    row[Math.min(code, names.length - 1)]++;
    row[names.length] += ring & 1;
    row[names.length + 1] += ring >> 1;
  });
  const table = one("numbers").querySelector("table"), caption = document.createElement("caption");
  caption.textContent =
    lab.words(office ? "live.table_office" : "live.table_truth", { when: dated(lab) });
  const head = document.createElement("thead"), body = document.createElement("tbody");
  head.append(cells(document.createElement("tr"), [lab.words("live.place"), ...names,
    lab.words("live.penalised"), lab.words("live.wrongful")], true));
  for (const [name, row] of rows) {
    body.append(cells(document.createElement("tr"),
      [lab.words("live.near_one", { n: own.names.get(name) }),
      ...Array.from(row, many)]));
  }
  table.replaceChildren(caption, head, body);
}

// Counts by month: every month that was lived, whether its picture was drawn or skipped.
export function charted(own) {
  const { lab, colours: c } = own, frames = lab.months.slice(1);
  if (!lab.opened || !own.charts) return;
  const words = (key, values) => lab.words(`charts.${key}`, values),
    last = frames[frames.length - 1];
  const of = (read, world = 0) => frames.map((month) => read(month.counts[world]));
  const dashes = [null, "7 4", "2 3", "9 3 2 3", "12 4", "4 2"];
  const grades = lab.opened.grades.map((name, g) => ({ name, g })).filter(({ g }) =>
    g !== own.usual);
  const line = (name, colour, values, dash) => ({ name: words(name), colour, values, dash });
  const specs = [
    { title: words("grades", { usual: lab.opened.grades[own.usual] }),
      series: grades.map(({ name, g }, i) => ({ name,
      colour: own.looks.grades[g].fill, dash: dashes[i % 6],
        values: of((counts) => counts.grades[g]) })) },
    { title: words("penalised"), series: [line("all", c.ink, of((counts) => counts.penalised)),
      line("wrongful", c.wrong, of((counts) => counts.wrongful), "7 4")] },
    { title: words("bad"), series: [line("with", c.blue, of((counts) => counts.bad)),
      ...(own.twins ? [line("without", c["more-2"], of((counts) => counts.bad, 1), "7 4")] : [])] },
    { title: words("fewer"),
      series: own.twins ? [line("since", c.green, frames.map((_, k) => frames.slice(0, k + 1)
      .reduce((sum, { counts: [on, off] }) => sum + off.bad - on.bad, 0)))] : [] },
  ];
  specs.forEach((spec, i) =>
    own.charts[i]({ ...spec, months: lab.opened.months, total: lab.last() - 1 }, c,
    last ? words("told", { month: last.number, values: spec.series.map((one) => (
      `${one.name} ${many(one.values[one.values.length - 1])}`)).join(", ") }) : words("nothing")));
}
