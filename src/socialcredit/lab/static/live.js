// The panel "Live": the town and its twin, the clock's buttons, tips, numbers and charts.
import { households, picture } from "./draw.js";
import { BINS, NOT_SCORED, binned, differing, seen, usual, without } from "./replay.js";
import { chart, kept, svgOf } from "./charts.js";
import { charted, dated, described, said, tabled } from "./telling.js";

const EVERY = 250; // ms between two states of tables and charts while time runs
const SAID = 5000; // ms between two sentences of the live line
const TOUCHED = 12; // CSS pixels: squares that are smaller are enlarged, not chosen, by a finger

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#live-${name}`);
  const own = { root, lab, one, view: "office", twin: "none", flash: "filed", near: null,
    cursor: null,
    homes: [], usual: 0, drawn: 0, later: {} };
  own.pictures = [...root.querySelectorAll(".squares")].map(picture);
  own.colours = colours();
  controls(own);
  for (const [world, holder] of root.querySelectorAll(".squares").entries()) pointing(own, holder,
    world);
  own.charts = ["grades", "penalised", "bad",
    "fewer"].map((name) => chart(one("charts"), name, lab.words));
  lab.on("opened", (facts) => opened(own, facts));
  lab.on("month", () => own.homes.length && drawn(own));
  lab.on("lived", () => own.homes.length && now_and_then(own, "charts", EVERY, () => charted(own)));
  lab.on("playing", (playing) => {
    one("play").textContent = lab.words(playing ? "live.pause" : "live.play");
    if (!playing && lab.opened && own.homes.length) { tabled(own); charted(own); said(own); }
  });
  lab.on("closed", () => { own.homes = []; });
  lab.on("select", () => own.homes.length && chosen(own));
  lab.on("tab", (name) => name === "live" && own.homes.length && fitted(own));
  new ResizeObserver(() => own.homes.length && root.clientWidth !== own.width &&
    fitted(own)).observe(root);
  for (const asked of ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"]) {
    matchMedia(asked).addEventListener("change", () => { own.colours = colours(); dressed(own); });
  }
}

// Once now, and once more for whatever came while it waited.
function now_and_then(own, name, wait, act) {
  if (own.later[name]) { own.later[name].again = true; return; }
  const mine = (own.later[name] = { again: false });
  act();
  setTimeout(() => {
    own.later[name] = null;
    if (mine.again && own.homes.length) now_and_then(own, name, wait, act);
  }, wait);
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const asked = (name) => style.getPropertyValue(`--${name}`).trim() || "#888";
  return new Proxy({}, { get: (known, name) => (known[name] ??= asked(String(name))) });
}

// Codes' looks: of grades (the usual one plain, worse ones barred), of deeds, of differences.
function looks(own) {
  const c = own.colours, ink = c.mark, count = own.lab.opened.grades.length;
  const worse = count - 1 - own.usual;
  const grades = Array.from({ length: 16 }, (_, g) => {
    if (g >= count) return { fill: c["grade-none"], ink };
    if (g === own.usual) return { fill: c["grade-usual"], ink };
    if (g < own.usual) return { fill: c[`better-${Math.min(3, own.usual - g)}`], ink };
    const step = worse < 3 ? g - own.usual + 3 - worse : Math.ceil(((g - own.usual) * 3) / worse);
    return { fill: c[`worse-${step}`], mark: step, ink };
  });
  const deeds = BINS.map((_, b) => ({ fill: c[`deed-${b}`], ink }));
  const difference = [["less-2", 2], ["less-1", 1], ["same"], ["more-1", "plus"],
    ["more-2", "plus"]]
    .map(([name, mark]) => ({ fill: c[name], mark, ink }));
  return { grades, deeds, difference };
}

function opened(own, facts) {
  const { lab, one } = own;
  own.homes = households(lab.people);
  own.usual = usual(lab);
  own.penal = new Set(
    (facts.penal ?? []).map((grade) =>
      (typeof grade === "string" ? facts.grades.indexOf(grade) : grade)));
  [own.cursor, own.near] = [null, null];
  own.twins = lab.months[0].planes.length > 1;
  if (!own.twins) own.twin = "none";
  one("twins").hidden = !own.twins;
  one("months").max = lab.last();
  own.names = new Map([...new Set(lab.people.neighbourhood)].map((name, i) => [name, i + 1]));
  options(one("near"), [["", lab.words("live.near_all")], ...[...own.names].map(
    ([name, i]) => [name, lab.words("live.near_one", { n: i })])], "");
  options(one("flash"), ["", ...facts.kinds].map((kind) => [kind, kind ? (lab.words(`kinds.${kind}`)
    .replace(/^kinds\./, "")) : lab.words("live.flash_none")]),
      facts.kinds.includes(own.flash) ? own.flash : "");
  own.plans = false; // squares of another town: laid out before they are painted
  dressed(own);
  fitted(own);
}

function options(select, pairs, value) {
  select.replaceChildren(...pairs.map(([name, words]) => new Option(words, name)));
  select.value = value;
}

// Palettes and legend anew: another view, another town, day or night.
function dressed(own) {
  if (!own.homes.length) return;
  own.looks = looks(own);
  own.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { words, opened: facts } = own.lab, c = own.colours;
  const kind = own.twin === "difference" ? "difference" : own.view === "office" ? "grades" : "deeds";
  const names = { grades: facts.grades, deeds: BINS.map((many) => words("live.deeds", { n: many })),
    difference: ["less2", "less1", "same", "more1",
      "more2"].map((name) => words(`live.${name}`)) }[kind];
  const rows = names.map((name, code) => [swatch(own.looks[kind][code]), name]);
  if (kind === "grades") rows.push([swatch(own.looks.grades[NOT_SCORED]), words("live.unscored")]);
  if (kind !== "difference") {
    rows.push([svgOf([{ circle: [10, 10, 5], stroke: c.ink, thick: 1.5 }], 20, 20),
      words("live.penalised")]);
    rows.push([svgOf([{ circle: [10, 10, 8], stroke: c.wrong, thick: 3 }], 20, 20),
      words("live.wrongful")]);
  }
  own.one("legend").replaceChildren(...rows.map(([mark, name]) => {
    const item = document.createElement("li");
    mark.setAttribute("aria-hidden", "true");
    item.append(mark, name);
    return item;
  }));
  const twin = own.view === "office" ? "cap_twin_office" : "cap_twin_truth";
  const first = own.twin === "difference" ? "cap_difference" : `cap_${own.view}`;
  own.root.querySelectorAll("figcaption").forEach((caption, i) =>
    { caption.textContent = words(`live.${i ? twin : first}`); });
  own.root.querySelectorAll(".squares").forEach((holder, i) => (
    holder.setAttribute("aria-label", words(i ? "live.map_without" : "live.map_with"))));
  if (own.plans) drawn(own);
  charted(own);
}

function swatch({ fill, mark, ink }) {
  const bars = { 1: [8.5], 2: [5, 12], 3: [3.5, 8.5, 13.5], plus: [8.5] }[mark] ?? [];
  return svgOf([{ rect: [1, 1, 18, 18], fill },
    ...bars.map((y) => ({ rect: [2, y, 16, 2.5], fill: ink })),
    ...(mark === "plus" ? [{ rect: [8.5, 2, 2.5, 16], fill: ink }] : [])], 20, 20);
}

// Lay the squares out in the room there is: the whole town, or one neighbourhood.
function fitted(own) {
  const figures = own.root.querySelectorAll("figure.town");
  figures[1].hidden = own.twin !== "beside";
  own.width = own.root.clientWidth;
  const homes = own.near === null ? own.homes
    : own.homes.filter((home) => String(home.neighbourhood) === own.near);
  const tall = Math.max(320, Math.min(600, innerHeight * 0.62));
  const label = (name, wide) => (wide > 110
    ? own.lab.words("live.near_one", { n: own.names.get(name) }) : String(own.names.get(name)));
  own.pictures.forEach((each, world) => {
    if (!figures[world].hidden) each.fit(homes, own.lab.people.household.length, tall, label);
  });
  own.plans = true;
  own.one("whole").hidden = own.near === null;
  drawn(own);
}

// What flashes: nothing where motion is reduced, or where days go by too fast to be seen.
function flashing({ lab, still, flash }) {
  return still || lab.playing > 1 ? null : flash;
}

// One picture, of the month and day that the clock shows.
function drawn(own) {
  const { lab, one } = own, now = seen(lab, lab.month, lab.day, flashing(own));
  const other = own.twins ? without(lab, lab.month, lab.day) : null;
  own.now = { ...now, other };
  const rings = { penalised: [], wrongful: [] };
  now.rings.forEach((byte, i) => { if (byte) rings[byte & 2 ? "wrongful" : "penalised"].push(i); });
  const over = { cursor: own.cursor, selected: lab.selected, flashes: now.flashes };
  const { grades, deeds, difference } = own.looks;
  if (own.twin === "difference") {
    const ended = lab.day ? seen(lab, lab.month - 1, 0).deeds : now.deeds;
    own.pictures[0].paint(differing(Int16Array.from(ended), other), difference, own.colours);
    own.pictures[0].lay({ ...over, flashes: [] }, own.colours);
  } else {
    const office = own.view === "office";
    own.pictures[0].paint(office ? now.grades : binned(now.deeds), office ? grades : deeds,
      own.colours);
    own.pictures[0].lay({ ...over, ...rings }, own.colours);
    if (own.twin === "beside") {
      const plain = new Uint8Array(other.length).fill(NOT_SCORED);
      own.pictures[1].paint(office ? plain : binned(other), office ? grades : deeds, own.colours);
      own.pictures[1].lay({ ...over, flashes: [] }, own.colours);
    }
  }
  lab.pictures = ++own.drawn;
  one("when").textContent = dated(lab);
  one("months").value = lab.month;
  one("months").setAttribute("aria-valuetext", dated(lab));
  now_and_then(own, "table", EVERY, () => tabled(own));
  if (lab.playing) now_and_then(own, "say", SAID, () => said(own));
}

// A household or a resident under the pointer, a finger or the arrows.
function pointing(own, holder, world) {
  const { lab } = own, picture = own.pictures[world];
  const tell = (i) =>
    { own.one("tip").textContent = i === null ? lab.words("live.point") : described(own, i); };
  holder.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch" &&
      own.homes.length) tell(picture.at(event.clientX, event.clientY) ?? lab.selected);
  });
  holder.addEventListener("pointerleave", () => own.homes.length && tell(lab.selected));
  let finger = false;
  holder.addEventListener("pointerdown", (event) => { finger = event.pointerType === "touch"; });
  holder.addEventListener("click", (event) => {
    if (!own.homes.length) return;
    const i = picture.at(event.clientX, event.clientY),
      block = picture.block(event.clientX, event.clientY);
    const small = picture.plan.size / picture.ratio < TOUCHED;
    if (finger && small && own.near === null && block !== null) near(own, String(block));
    else if (i !== null) lab.select(i);
  });
  holder.addEventListener("dblclick", (event) => {
    const block = picture.block(event.clientX, event.clientY);
    if (block !== null) near(own, own.near === null ? String(block) : null);
  });
  holder.addEventListener("keydown", (event) => own.homes.length && pressed(own, picture, event));
}

// Arrows lead from household to household, space through its people; plus enlarges, Escape ends that.
function pressed(own, picture, event) {
  const { lab } = own, { key } = event;
  if (key.startsWith("Arrow")) {
    own.cursor = own.cursor === null ? picture.spots[0].home.first : picture.beside(own.cursor,
      key);
    lab.select(own.cursor);
  } else if (key === " " && own.cursor !== null) {
    const home = own.homes.find((each) => each.first === own.cursor);
    lab.select(home.first + ((lab.selected ?? home.first) - home.first + 1) % home.size);
  } else if (key === "Enter" && lab.selected !== null && lab.tab) lab.tab("life", true);
  else if (key === "+" && own.cursor !== null) near(own,
    String(lab.people.neighbourhood[own.cursor]));
  else if (key === "Escape" || key === "-") near(own, null);
  else return;
  event.preventDefault();
}

function near(own, name) {
  own.near = name;
  own.one("near").value = name ?? "";
  fitted(own);
}

function chosen(own) {
  const { lab } = own, who = lab.selected;
  own.one("life").hidden = who === null || !document.getElementById("panel-life");
  if (who === null) return;
  own.cursor = own.homes.find((home) => who >= home.first &&
    who < home.first + home.size)?.first ?? null;
  if (own.near !== null && String(lab.people.neighbourhood[who]) !== own.near) near(own, null);
  drawn(own);
  own.one("tip").textContent = described(own, who);
  lab.say(described(own, who));
}

function controls(own) {
  const { lab, one } = own;
  const on = (name, act, event = "click") =>
    one(name).addEventListener(event, (said) => lab.opened && act(said));
  const stepped = (work) => Promise.resolve(work).then(() => said(own)).catch(() => {});
  const pace = () => {
    lab.speed = Number(one("speed").value);
  };
  pace();
  on("speed", () => { pace(); if (lab.playing) lab.play(); }, "change");
  on("play", () => (lab.playing ? lab.pause() : lab.play()));
  on("day", () => stepped(lab.byDay(1)));
  on("day-back", () => stepped(lab.byDay(-1)));
  on("month", () => stepped(lab.to(lab.month + (lab.day ? 0 : 1))));
  on("month-back", () => stepped(lab.to(lab.month - 1)));
  on("end", () => stepped(lab.to(lab.last())));
  on("months", () => stepped(lab.to(Number(one("months").value))), "change");
  on("flash", () => { own.flash = one("flash").value; drawn(own); }, "change");
  on("near", () => near(own, one("near").value || null), "change");
  on("whole", () => near(own, null));
  on("life", () => lab.tab("life", true));
  on("png", () => own.pictures[0].flat().toBlob((blob) => kept("town.png", blob)));
  for (const kind of ["view", "twin"]) {
    for (const radio of own.root.querySelectorAll(`[name="live-${kind}"]`)) {
      radio.addEventListener("change", () => { [own[kind], own.plans] = [radio.value, false];
        if (lab.opened) { dressed(own); fitted(own); } });
    }
  }
  own.root.addEventListener("keydown", ({ key, target }) => {
    if (key === "k" && !target.matches("input, select, textarea")) one("play").click();
  });
}
