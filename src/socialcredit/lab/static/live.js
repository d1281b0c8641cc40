// The panel "Live": the town and its twin, the clock's buttons, tips, numbers and charts.
import { chart } from "./charts.js";
import { households, marks, picture } from "./draw.js";
import { make } from "./lab.js";
import { BINS, NOT_SCORED, binned, differing, seen, usual } from "./replay.js";
import { charted, dated, described, said, tabled } from "./telling.js";

const EVERY = 250; // ms between two states of tables and charts while time runs
const SAID = 5000; // ms between two sentences of the live line
const TOUCHED = 12; // CSS pixels: squares that are smaller are enlarged, not chosen, by a finger
const CHARTS = ["grades", "penalised", "bad", "fewer"];
const DIFFERENT = { less2: 2, less1: 1, same: 0, more1: "plus", more2: "plus" };

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#live-${name}`);
  const holders = [...root.querySelectorAll(".squares")];
  const own = { root, lab, one, holders, view: "office", twin: "none", flash: "filed", near: null,
    cursor: null, homes: [], told: {}, colours: colours(), pictures: holders.map(picture),
    charts: CHARTS.map((name) => chart(one("charts"), name, lab.words)) };
  const open = (act) => (told) => own.homes.length && act(told);
  controls(own);
  holders.forEach((holder, world) => pointing(own, holder, own.pictures[world]));
  lab.on("opened", (facts) => opened(own, facts));
  lab.on("month", open(() => drawn(own)));
  lab.on("lived", open(() => due(own, "charts", EVERY) && charted(own)));
  lab.on("playing", open((playing) => {
    one("play").textContent = lab.words(playing ? "live.pause" : "live.play");
    if (!playing) [tabled, charted, said].forEach((tell) => tell(own));
  }));
  one("numbers").addEventListener("toggle", open(() => tabled(own)));
  lab.on("closed", () => { own.homes = []; });
  lab.on("select", open(() => chosen(own)));
  lab.on("tab", open(() => root.hidden || fitted(own)));
  new ResizeObserver(open(() => root.clientWidth !== own.width && fitted(own))).observe(root);
  for (const asked of ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"]) {
    matchMedia(asked).addEventListener("change", open(() => {
      own.colours = colours();
      dressed(own);
    }));
  }
}

// Whether to tell again what is told now and then while time runs, and always where it stands.
function due({ lab, told }, name, wait) {
  const now = performance.now();
  if (lab.playing && now - (told[name] ?? 0) < wait) return false;
  told[name] = now;
  return true;
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  return new Proxy({}, { get: (known, name) => (
    known[name] ??= style.getPropertyValue(`--${String(name)}`).trim() || "#888") });
}

// Codes' looks: of grades (the usual one plain, worse ones barred), of deeds, of differences.
function looks({ colours: c, usual: plain, lab }) {
  const count = lab.opened.grades.length, worse = count - 1 - plain, ink = c.mark;
  const grades = Array.from({ length: 16 }, (_, g) => {
    if (g >= count) return { fill: c["grade-none"], ink };
    if (g === plain) return { fill: c["grade-usual"], ink };
    if (g < plain) return { fill: c[`better-${Math.min(3, plain - g)}`], ink };
    const step = worse < 3 ? g - plain + 3 - worse : Math.ceil(((g - plain) * 3) / worse);
    return { fill: c[`worse-${step}`], mark: step, ink };
  });
  const deeds = BINS.map((_, b) => ({ fill: c[`deed-${b}`], ink }));
  const difference = Object.entries(DIFFERENT).map(([name, mark]) => (
    { fill: c[name.replace(/\d/, "-$&")], mark, ink }));
  return { grades, deeds, difference };
}

function opened(own, facts) {
  const { lab, one } = own, pick = (select, value, pairs) => {
    select.replaceChildren(...pairs.map(([name, told]) => new Option(told, name)));
    select.value = value;
  };
  own.usual = usual(lab);
  own.penal = new Set(facts.penal.map((name) => facts.grades.indexOf(name)));
  own.twins = lab.months[0].planes.length > 1;
  own.names = new Map([...new Set(lab.people.neighbourhood)].map((name, i) => [name, i + 1]));
  [own.cursor, own.near, own.homes] = [null, null, households(lab.people)];
  if (!own.twins) own.twin = "none";
  one("twins").hidden = !own.twins;
  one("months").max = lab.last();
  pick(one("near"), "", [["", lab.words("live.near_all")], ...[...own.names].map(
    ([name, n]) => [name, lab.words("live.near_one", { n })])]);
  pick(one("flash"), own.flash, [["", lab.words("live.flash_none")],
    ...facts.kinds.map((kind) => [kind, lab.words(`kinds.${kind}`)])]);
  dressed(own);
}

// Palettes, legend and squares anew: another view, another town, day or night.
function dressed(own) {
  const { view, twin, root, colours: c } = own, { words, opened: facts } = own.lab;
  own.looks = looks(own);
  own.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const kind = twin === "difference" ? "difference" : view === "office" ? "grades" : "deeds";
  const names = { grades: facts.grades, deeds: BINS.map((n) => words("live.deeds", { n })),
    difference: Object.keys(DIFFERENT).map((name) => words(`live.${name}`)) }[kind];
  const sign = (name, ...inside) => make("li", {},
    make("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, ...inside), name);
  const box = ([x, y, width, height], fill) => make("rect", { x, y, width, height, fill });
  const square = (name, { fill, mark, ink }) => sign(name, box([1, 1, 18, 18], fill),
    ...marks(mark, 18).map(([x, y, w, h]) => box([x + 1, y + 1, w, h], ink)));
  const ring = (name, r, stroke, thick) => sign(words(`live.${name}`), make("circle",
    { cx: 10, cy: 10, r, fill: "none", stroke, "stroke-width": thick }));
  const rows = names.map((name, code) => square(name, own.looks[kind][code]));
  if (kind === "grades") rows.push(square(words("live.unscored"), own.looks.grades[NOT_SCORED]));
  if (kind !== "difference") {
    rows.push(ring("penalised", 5, c.ink, 1.5), ring("wrongful", 8, c.wrong, 3));
  }
  own.one("legend").replaceChildren(...rows);
  const caption = [twin === "difference" ? "cap_difference" : `cap_${view}`, `cap_twin_${view}`];
  root.querySelectorAll("figcaption").forEach((place, world) => {
    place.textContent = words(`live.${caption[world]}`);
  });
  fitted(own);
  charted(own);
}

// Lay the squares out in the room there is: the whole town, or one neighbourhood.
function fitted(own) {
  const { lab, near, names, holders } = own;
  holders[1].parentNode.hidden = own.twin !== "beside";
  own.width = own.root.clientWidth;
  const homes = own.homes.filter((home) => [null, String(home.neighbourhood)].includes(near));
  const tall = Math.max(320, Math.min(600, innerHeight * 0.62)), people = lab.people.household;
  const label = (name, wide) => (wide > 110 ? lab.words("live.near_one", { n: names.get(name) })
    : String(names.get(name)));
  own.pictures.forEach((each, world) => {
    if (!holders[world].parentNode.hidden) each.fit(homes, people.length, tall, label);
  });
  own.one("whole").hidden = near === null;
  own.one("near").value = near ?? "";
  drawn(own);
}

// One picture, of the month and day that the clock shows. What flashes is nothing where motion is
// reduced, or where days go by too fast to be seen.
function drawn(own) {
  const { lab, one, colours: c, pictures: [town, twin] } = own;
  const { grades, deeds, difference } = own.looks;
  const now = seen(lab, lab.month, lab.day, own.still || lab.playing > 1 ? null : own.flash);
  const { other } = own.now = now;
  const who = (bits) => [...now.rings.keys()].filter((i) => now.rings[i] === bits);
  const over = { cursor: own.cursor, selected: lab.selected }, office = own.view === "office";
  if (own.twin === "difference") {
    town.paint(differing(now.deeds, other), difference, c);
    town.lay(over, c);
  } else {
    town.paint(office ? now.grades : binned(now.deeds), office ? grades : deeds, c);
    town.lay({ ...over, penalised: who(1), wrongful: who(3), flashes: now.flashes }, c);
  }
  if (own.twin === "beside") {
    const plain = new Uint8Array(other.length).fill(NOT_SCORED);
    twin.paint(office ? plain : binned(other), office ? grades : deeds, c);
    twin.lay(over, c);
  }
  lab.pictures = (lab.pictures ?? 0) + 1;
  one("when").textContent = dated(lab);
  one("months").value = lab.month;
  one("months").setAttribute("aria-valuetext", dated(lab));
  if (due(own, "table", EVERY)) tabled(own);
  if (lab.playing && due(own, "say", SAID)) said(own);
}

// A household or a resident under the pointer, a finger or the arrows.
function pointing(own, holder, place) {
  const { lab } = own, on = (name, act) => (
    holder.addEventListener(name, (event) => own.homes.length && act(event)));
  const tell = (i) => {
    own.one("tip").textContent = i === null ? lab.words("live.point") : described(own, i);
  };
  let finger = false;
  on("pointerdown", ({ pointerType }) => { finger = pointerType === "touch"; });
  on("pointermove", (event) => finger || tell(place.at(event).who ?? lab.selected));
  on("pointerleave", () => tell(lab.selected));
  on("click", (event) => {
    const { who, block } = place.at(event), small = place.plan.size / place.ratio < TOUCHED;
    if (finger && small && own.near === null && block !== null) near(own, block);
    else if (who !== null) lab.select(who);
  });
  on("dblclick", (event) => near(own, own.near === null ? place.at(event).block : null));
  on("keydown", (event) => pressed(own, place, event));
}

// Arrows lead from household to household, space through its people; plus enlarges, Escape ends it.
function pressed(own, place, event) {
  const { lab, cursor } = own, { key } = event;
  if (key.startsWith("Arrow")) lab.select(place.beside(cursor, key));
  else if (key === " " && cursor !== null) {
    const { size } = own.homes.find(({ first }) => first === cursor);
    lab.select(cursor + ((lab.selected - cursor + 1) % size));
  } else if (key === "Enter" && lab.selected !== null) lab.tab?.("life", true);
  else if (key === "+" && cursor !== null) near(own, String(lab.people.neighbourhood[cursor]));
  else if (key === "Escape" || key === "-") near(own, null);
  else return;
  event.preventDefault();
}

function near(own, name) {
  own.near = name;
  fitted(own);
}

function chosen(own) {
  const { lab } = own, who = lab.selected, homes = who === null ? [] : own.homes;
  own.one("life").hidden = who === null || !document.getElementById("panel-life");
  own.cursor = homes.find(({ first, size }) => who >= first && who < first + size)?.first ?? null;
  if (own.cursor === null) return;
  if (![null, String(lab.people.neighbourhood[who])].includes(own.near)) near(own, null);
  drawn(own);
  own.one("tip").textContent = described(own, who);
  lab.say(described(own, who));
}

function controls(own) {
  const { lab, one } = own;
  const on = (name, act, event = "click") => (
    one(name).addEventListener(event, () => lab.opened && act(one(name).value)));
  const goes = (name, where, event) => (
    on(name, (value) => where(value).then(() => said(own)).catch(() => {}), event));
  lab.speed = Number(one("speed").value);
  on("speed", (value) => {
    lab.speed = Number(value);
    if (lab.playing) lab.play();
  }, "change");
  on("play", () => (lab.playing ? lab.pause() : lab.play()));
  goes("day", () => lab.byDay(1));
  goes("day-back", () => lab.byDay(-1));
  goes("month", () => lab.to(lab.month + (lab.day ? 0 : 1)));
  goes("month-back", () => lab.to(lab.month - 1));
  goes("end", () => lab.to(lab.last()));
  goes("months", (value) => lab.to(Number(value)), "change");
  on("near", (value) => near(own, value || null), "change");
  on("whole", () => near(own, null));
  on("life", () => lab.tab("life", true));
  on("flash", (value) => {
    own.flash = value;
    drawn(own);
  }, "change");
  own.root.addEventListener("change", ({ target: { name, value } }) => {
    const kind = { "live-view": "view", "live-twin": "twin" }[name];
    if (!kind || !lab.opened) return;
    own[kind] = value;
    dressed(own);
  });
  own.root.addEventListener("keydown", ({ key, target }) => {
    if (key === "k" && !target.matches("input, select, textarea")) one("play").click();
  });
}
