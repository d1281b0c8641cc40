// A lesson above its town: a guess that stays on this page, one change, and the answer of this run.

export function mount(root, lab) {
  const lesson = JSON.parse(root.querySelector("#lesson-data").textContent);
  const one = (name) => root.querySelector(`#lesson-${name}`);
  const said = (key, values) => lab.words(`lessons.${key}`, values);
  const { reads, claim, change } = lesson;
  const round = (value) => Number(value.toFixed(reads.decimals)).toLocaleString("en",
    { minimumFractionDigits: reads.decimals });
  let guess = null, of = null, found = {}, busy = false;

  // The address goes on saying that a lesson is under way, whatever is changed.
  const open = lab.open;
  lab.open = async (asked, how) => {
    await open(asked, how);
    history.replaceState(null, "", location.href.replace("/live?", `/lessons/${lesson.lesson}?`));
  };

  const key = (asked) => JSON.stringify([asked.scenario, asked.people, asked.seed, asked.years,
    asked.set, asked.with, asked.text]);
  // A town with the lesson's change, and the same without it.
  const plain = (asked) => ({ ...asked, set: asked.set.filter((each) => !change.set.includes(each)),
    with: asked.with.filter((each) => !change.with.includes(each)) });
  const changed = (asked) => ({ ...asked, set: [...asked.set, ...change.set],
    with: [...asked.with, ...change.with] });

  async function lived(asked, name) {
    if (key(asked) !== key(lab.asked)) await lab.open(asked);
    one("state").textContent = said("living");
    await lab.to(lab.last());
    one("state").textContent = said("reading");
    found[name] = (await lab.ask("lesson", { name: lesson.lesson })).values;
  }
  const ready = () => {
    for (const name of ["before", "after"]) one(name).disabled = busy || guess === null || !lab.opened;
  };
  async function read(names) {
    busy = true;
    ready();
    try {
      const base = plain(lab.asked);
      if (of !== key(base)) [of, found] = [key(base), {}];
      for (const name of names) {
        if (!found[name]) await lived(name === "before" ? base : changed(base), name);
      }
      if (names.length > 1 && key(lab.asked) !== key(changed(base))) await lab.open(changed(base));
      one("state").textContent = "";
      tell();
    } catch (error) {
      one("state").textContent = said("failed", { what: error.what ?? error.message ?? "" });
    }
    busy = false;
    ready();
  }

  // A number of the lesson, as it is told: before, after, the difference or the ratio; or null.
  function number(which) {
    const [before, after] = [found.before, found.after].map((each) => each?.[reads.measure] ?? null);
    if (which === "before" || which === "after") {
      const value = which === "before" ? before : after;
      return value === null ? null : value * reads.times;
    }
    if (before === null || after === null || (which === "ratio" && before === 0)) return null;
    return which === "ratio" ? after / before : (after - before) * reads.times;
  }
  function tell() {
    table();
    const guessed = number(lesson.guess.of);
    one("against").textContent = guessed === null ? ""
      : said("guessed", { guess: guess.toLocaleString("en"), n: `${round(guessed)} ${reads.unit}` });
    one("verdict").hidden = !found.after;
    if (!found.after) { lab.say(one("against").textContent); return; }
    const answer = number(claim.of);
    const holds = answer !== null && answer >= (claim.low ?? -Infinity) && answer <= (claim.high ?? Infinity);
    one("holds").textContent = said(answer === null ? "unknown" : holds ? "holds" : "fails");
    one("holds").className = holds ? "good" : "bad";
    one("found").textContent = answer === null ? "" : said(`of_${claim.of}`,
      { n: claim.of === "ratio" ? answer.toFixed(2) : `${round(answer)} ${reads.unit}` });
    one("why").hidden = !holds;
    one("otherwise").hidden = holds;
    lab.say(`${one("holds").textContent}. ${one("found").textContent}`);
  }
  function table() {
    const plainly = (value) => (value === null || value === undefined ? said("none")
      : Number(value.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 }));
    const names = ["before", "after"].filter((name) => found[name]);
    const row = (cells, kind) => {
      const line = document.createElement("tr");
      line.append(...cells.map((text, at) => {
        const cell = document.createElement(kind === "head" || at === 0 ? "th" : "td");
        if (kind === "head" || at === 0) cell.scope = kind === "head" ? "col" : "row";
        cell.textContent = text;
        return cell;
      }));
      return line;
    };
    const head = document.createElement("thead"), body = document.createElement("tbody");
    head.append(row([said("measure"), ...names.map((name) => said(`col_${name}`))], "head"));
    body.append(...[reads.measure, ...reads.beside].map((name) => row([reads.words[name],
      ...names.map((each) => plainly(found[each][name]))])));
    one("numbers").querySelector("table").replaceChildren(head, body);
    one("numbers").hidden = false;
  }

  one("form").addEventListener("submit", (event) => {
    event.preventDefault();
    guess = one("guess").valueAsNumber;
    one("written").textContent = said("written", { n: guess.toLocaleString("en") });
    ready();
    if (Object.keys(found).length) tell();
  });
  for (const event of ["opened", "closed", "lived"]) lab.on(event, ready);
  one("before").addEventListener("click", () => read(["before"]));
  one("after").addEventListener("click", () => read(["before", "after"]));
}
