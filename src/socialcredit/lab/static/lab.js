// What all panels share: the town that is open, its months as they come, and the clock of pictures.
// `ask(name, extra)` is a socket's, or that of a saved file: nothing here knows which.
import { decode, inflated } from "./recording.js";

const UNDER_WAY = 2; // months asked for at a time
const RUSH = 1e6; // months a second: as fast as they come
const DAILY = 10; // months a second up to which days are shown within them
const SLOW = 2.5; // seconds without a month after which the page says so
const DRAWN = ["svg", "g", "rect", "circle", "line", "polyline", "text"];
const SVG = "http://www.w3.org/2000/svg"; // the name of a language, not an address

// An element with these attributes; what is inside is text, or other elements.
export function make(tag, said = {}, ...inside) {
  const made = DRAWN.includes(tag) ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(said)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

export function makeLab(ask, texts) {
  const heard = {};
  const lab = { ask, asked: null, opened: null, people: null, months: [], month: 0, day: 0,
    selected: null, playing: false, speed: 3 };
  let asking = 0, wanted = 0, town = 0, chain = Promise.resolve(), waiting = [];
  let until = 0, at = 0, before = 0, stands = 0, slow = false;

  lab.on = (event, fn) => { (heard[event] ??= []).push(fn); };
  lab.emit = (event, what) => heard[event]?.forEach((fn) => fn(what));
  lab.words = (key, values = {}) => {
    const found = key.split(".").reduce((inner, part) => inner?.[part], texts) ?? key;
    return found.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  };
  lab.say = (text) => { document.getElementById("say").textContent = text; };
  lab.select = (resident) => { lab.selected = resident; lab.emit("select", resident); };
  lab.last = () => lab.opened?.months.length ?? 0;
  lab.lived = () => lab.months.length - 1;

  // Take what `open` answered, then the people and the first morning.
  lab.begin = async (asked, opened) => {
    lab.close();
    const mine = ++town;
    Object.assign(lab, { asked, opened, months: [], month: 0, day: 0, playing: false });
    [asking, wanted, at] = [0, 0, 0];
    const people = JSON.parse(await inflated(await ask("people")).text());
    if (mine !== town) return;
    lab.people = people;
    await here(0);
    lab.emit("opened", opened);
    lab.show(0);
  };
  lab.close = () => {
    if (!lab.opened) return;
    lab.pause();
    lab.emit("closed", lab.opened);
    lab.opened = null;
    waiting.splice(0).forEach(({ refuse }) => refuse(new Error("closed")));
  };

  // Ask for months up to `wanted`, two at a time; each is laid over the one before, in order.
  function pump() {
    while (lab.opened && asking <= Math.min(wanted, lab.last())
      && asking - lab.months.length < UNDER_WAY) {
      const mine = town, coming = ask("month", { number: asking++ });
      chain = chain.then(() => coming).then(async (buffer) => {
        if (mine !== town) return;
        const month = await decode(buffer, lab.months.at(-1) ?? null);
        if (mine !== town) return;
        lab.months.push(month);
        lab.emit("lived", lab.lived());
        waiting.filter((one) => one.month <= lab.lived()).forEach(({ take }) => take());
        waiting = waiting.filter((one) => one.month > lab.lived());
        pump();
      }).catch((error) => mine === town && failed(error));
    }
  }
  function failed(error) {
    lab.pause();
    waiting.splice(0).forEach(({ refuse }) => refuse(error));
    lab.emit("failed", error);
  }
  // A promise that the month has come.
  function here(month) {
    wanted = Math.max(wanted, month);
    pump();
    if (month <= lab.lived()) return Promise.resolve();
    return new Promise((take, refuse) => { waiting.push({ month, take, refuse }); });
  }

  lab.show = (month, day = 0) => {
    Object.assign(lab, { month, day });
    lab.emit("month", month);
  };
  lab.length = (month) => lab.opened.days[month - 1];
  // Where the clock stands, in months: 4.5 is the middle of the fifth.
  const standing = () => (lab.day ? lab.month - 1 + lab.day / lab.length(lab.month) : lab.month);

  // Play to `until`, at lab.speed months a second; where the town is slower, at its speed.
  lab.play = (last = lab.last(), rush = false) => {
    if (!lab.opened) return;
    [until, at, before] = [last, standing() >= lab.last() ? 0 : standing(), 0];
    if (!lab.playing) requestAnimationFrame(tick);
    lab.playing = rush ? RUSH : lab.speed;
    lab.emit("playing", true);
  };
  lab.pause = () => {
    if (!lab.playing) return;
    lab.playing = false;
    wanted = Math.min(wanted, asking);
    stalled(0);
    lab.emit("playing", false);
  };
  lab.to = async (month) => {
    const aim = Math.max(0, Math.min(month, lab.last()));
    if (aim > lab.month) lab.play(aim, true);
    await here(aim);
    lab.pause();
    lab.show(aim);
  };
  // One day on or back; before the first day of a month lies the end of the one before.
  lab.byDay = async (by) => {
    lab.pause();
    let { month, day } = lab;
    if (by > 0 && (day === 0 || day === lab.length(month))) [month, day] = [month + 1, 0];
    else if (by < 0 && day === 0 && month > 0) day = lab.length(month);
    if (month > lab.last() || month === 0) return;
    await here(month);
    if (day + by < 1) lab.show(month - 1);
    else lab.show(month, day + by);
  };

  function stalled(seconds) {
    stands = seconds;
    if ((stands > SLOW) !== slow) lab.emit("slow", (slow = !slow));
  }
  function tick(now) {
    if (!lab.playing) return;
    const passed = before ? Math.min(0.25, (now - before) / 1000) : 0;
    before = now;
    const reach = Math.min(until, lab.lived());
    at = Math.min(at + passed * lab.playing, reach);
    wanted = Math.max(wanted, Math.min(until, Math.ceil(at) + UNDER_WAY));
    pump();
    stalled(at >= reach && reach < until ? stands + passed : 0);
    const month = Math.floor(at + 1e-9), part = lab.playing <= DAILY ? at - month : 0;
    if (part > 1e-6) lab.show(month + 1, 1 + Math.floor(part * lab.length(month + 1)));
    else if (month !== lab.month || lab.day) lab.show(month);
    if (at >= until) lab.pause();
    else requestAnimationFrame(tick);
  }
  return lab;
}
