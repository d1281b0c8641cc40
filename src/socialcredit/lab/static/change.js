// The panel "Change": levers, milder designs, the rules' own text; "Apply" lives both and says who moved.
import { editor } from "./editor.js";

const GROUPS = ["notice", "staff", "expiry", "joining", "errors", "points"];
const KINDS = ["better", "worse", "newly", "no_longer", "newly_wrong", "no_longer_wrong"];
const A_YEAR = 12;
const FEW = { errors: 3, points: 1 }; // levers of a kind that stand open; the others are folded away
const many = (number) => Number(number).toLocaleString("en");
const make = (name, text = "", ...inside) => {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...inside);
  return made;
};

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#change-${name}`);
  const words = (key, values) => lab.words(`change.${key}`, values);
  let rules = null, staged = null, before = null, compared = null, written = null, wrong = 0, asking = 0;

  const same = () => JSON.stringify(staged) === JSON.stringify(lab.asked);
  const plain = () => ({ ...lab.asked, set: [], with: [], text: null });
  const changed = () => staged.set.length + staged.with.length + (staged.text === null ? 0 : 1);
  // What stands beside the buttons, and whether they can be pressed.
  const stage = () => {
    one("apply").disabled = same() || wrong > 0;
    one("back").disabled = !changed();
    one("staged").textContent = wrong ? words("wrong", { n: wrong }) : same() ? words(changed() ? "applied" : "as_written", { n: changed() })
      : words("staged", { n: changed() });
  };

  // A lever: a slider over the few values that it has.
  const valued = (lever, { value }) => {
    if (value === null) return words("for_ever");
    if (lever.unit === "share") return `${Number((100 * value).toPrecision(3))} %`;
    if (lever.unit === "months") return words("months", { n: Number(value.toPrecision(3)) });
    if (lever.unit === "decisions") return words("decisions", { n: many(value), per: many(lever.per) });
    if (lever.unit === "times") return `× ${value}`;
    return words("points", { n: (value > 0 ? "+" : "") + value });
  };
  const titled = (lever) => words(`lever.${lever.about}${lever.unit === "times" ? "_times" : ""}${lever.name ? "_of" : ""}`,
    { name: lever.unit === "times" && lever.name ? words(`error.${lever.name}`) : lever.name });
  const slider = (lever, at) => {
    const input = make("input"), output = make("output"), label = make("label", titled(lever)), { stops } = lever;
    const own = stops.findIndex((stop) => stop.change === null), mine = new Set(stops.map((stop) => stop.change));
    const chosen = stops.findIndex((stop) => stop.change !== null && staged.set.includes(stop.change));
    [input.type, input.min, input.max, input.step, input.id] = ["range", 0, stops.length - 1, 1, `change-lever-${at}`];
    [label.htmlFor, output.htmlFor, input.value, input.dataset.path] = [input.id, input.id, chosen < 0 ? own : chosen, lever.path];
    const tell = () => {
      const stop = stops[input.value], text = valued(lever, stop);
      output.textContent = stop.change === null ? words("is_written", { value: text }) : text;
      input.setAttribute("aria-valuetext", output.textContent);
    };
    input.addEventListener("input", () => {
      staged.set = staged.set.filter((change) => !mine.has(change));
      if (stops[input.value].change !== null) staged.set.push(stops[input.value].change);
      tell();
      stage();
    });
    tell();
    const evidence = lever.evidence.split(", ").filter(Boolean).map((word) => words(`evidence.${word}`)).join(", ");
    const source = [lever.source === "assumed" ? "" : lever.source, lever.where, evidence].filter(Boolean).join("; ");
    const says = make("p", [source && words("source", { source }), lever.note && `${lever.note[0].toUpperCase()}${lever.note.slice(1)}.`].filter(Boolean).join(" "));
    says.className = "small soft";
    const made = make("div", "", label, input, output, says);
    made.className = "lever";
    return made;
  };
  const levers = () => GROUPS.flatMap((about) => {
    const mine = rules.levers.filter((lever) => lever.about === about);
    if (!mine.length) return [];
    const group = make("fieldset", "", make("legend", "", make("h3", words(`group.${about}`)))), few = FEW[about] ?? mine.length, rest = mine.slice(few);
    group.append(...mine.slice(0, few).map((lever) => slider(lever, rules.levers.indexOf(lever))));
    if (rest.length) group.append(make("details", "", make("summary", words("more", { n: rest.length })), ...rest.map((lever) => slider(lever, rules.levers.indexOf(lever)))));
    return [group];
  });
  // Designs that are laid over the rules; one that does not fit says why.
  const design = ({ name, title, stands_for, fits, why_not }) => {
    const input = make("input"), label = make("label", "", input, ` ${title}`), says = make("p", stands_for.join(" "));
    input.type = "checkbox";
    input.checked = staged.with.includes(name);
    input.disabled = !fits && !input.checked;
    input.name = name;
    says.className = "small soft";
    input.addEventListener("change", () => {
      staged.with = staged.with.filter((other) => other !== name);
      if (input.checked) staged.with.push(name);
      stage();
    });
    const made = make("li", "", label, says);
    if (!fits) made.append(make("p", words("why_not", { why: why_not })));
    made.classList.toggle("unfit", !fits);
    return made;
  };
  const draw = () => {
    one("levers").replaceChildren(...levers());
    one("with").replaceChildren(...rules.alternatives.map(design));
    stage();
  };

  // The text of the rules; the editor comes when it is first opened.
  const open = async () => {
    if (!one("text").open || !rules || written) return;
    written = "coming";
    const town = lab.opened, spoken = await lab.ask("spoken");
    if (town !== lab.opened) { written = null; return; }
    written = editor(one("editor"), { text: staged.text ?? rules.shipped, label: words("editor"), spoken, words: lab.words,
      nonce: document.querySelector('meta[name="style-nonce"]')?.content ?? "",
      check: async (text) => (await lab.ask("check", { text })).mistakes,
      told: (mistakes) => {
        const bad = mistakes.filter((mistake) => mistake.kind === "error");
        wrong = bad.length;
        one("count").textContent = mistakes.length ? words("mistakes", { n: bad.length, odd: mistakes.length - bad.length }) : words("no_mistakes");
        one("mistakes").replaceChildren(...mistakes.slice(0, 20).map((mistake) => {
          const go = make("button", words("line", mistake));
          go.type = "button";
          go.addEventListener("click", () => written.go(mistake.line, mistake.column));
          return make("li", "", go, ` ${mistake.message}`);
        }));
        stage();
      },
      changed: (text) => {
        staged.text = text === rules.shipped ? null : text;
        wrong = Math.max(wrong, 0);
        stage();
      } });
  };
  const shut = () => {
    written?.view?.destroy();
    [written, wrong] = [null, 0];
    one("count").textContent = "";
    one("mistakes").replaceChildren();
  };

  // Who moved: the town as it was beside the town as it is, at the end of one month.
  const telling = (told) => {
    const see = (who) => {
      const button = make("button", many(who));
      button.type = "button";
      button.setAttribute("aria-label", words("look", { n: many(who) }));
      button.addEventListener("click", () => { lab.select(who); lab.tab?.("life", true); });
      return button;
    };
    const kinds = KINDS.filter((kind) => told.same_grades || !["better", "worse"].includes(kind));
    const first = new Date(`${lab.opened.months[Math.max(0, told.month - 1)]}T00:00:00Z`);
    const date = first.toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
    one("when").textContent = words("when", { month: date, people: many(told.people) }) + (told.same_grades ? "" : ` ${words("other_grades")}`);
    one("kinds").replaceChildren(
      make("li", words("penalised", { was: many(told.penalised[0]), is: many(told.penalised[1]) })),
      make("li", words("wrongful", { was: many(told.wrongful[0]), is: many(told.wrongful[1]) })),
      ...kinds.map((kind) => make("li", `${words(`kind.${kind}`, { n: many(told.many[kind]) })} `, ...told.residents[kind].map(see))));
    const head = make("tr"), body = told.neighbourhoods.map((place) => {
      const row = make("tr", "", make("th", words("place", { n: place.number + 1 })), make("td", many(place.people)), ...kinds.map((kind) => make("td", many(place[kind]))));
      row.firstChild.scope = "row";
      return row;
    });
    head.append(...[words("place_head"), words("people"), ...kinds.map((kind) => words(`short.${kind}`))].map((text) => Object.assign(make("th", text), { scope: "col" })));
    one("places").replaceChildren(make("caption", words("by_place")), make("thead", "", head), make("tbody", "", ...body));
    one("moved").hidden = false;
  };
  const compare = async (month) => {
    const mine = ++asking, town = lab.opened;
    compared = month;
    one("moved").hidden = false;
    one("when").textContent = words("living");
    one("kinds").replaceChildren();
    one("places").replaceChildren();
    try {
      const told = await lab.ask("moved", { asked: before, month });
      if (mine !== asking || town !== lab.opened) return;
      telling(told);
      one("at-end").hidden = month === lab.last();
      lab.say(`${words("who")}. ${[...one("kinds").children].map((item) => item.firstChild.textContent).join(" ")}`);
    } catch (error) {
      if (mine === asking) one("when").textContent = [error.what, error.hint].filter(Boolean).join(". ");
    }
  };

  const apply = async () => {
    const was = lab.asked, shown = Math.max(lab.month, A_YEAR), asked = staged;
    one("apply").disabled = true;
    one("staged").textContent = words("living");
    try {
      await lab.open(asked);
    } catch (error) {
      one("staged").textContent = [error.what, error.hint].filter(Boolean).join(". ");
      if (!lab.opened) await lab.open(was, { push: false }).catch(() => {});
      [staged] = [asked];
      if (rules) draw();
      return;
    }
    before = was;
    const month = Math.min(shown, lab.last());
    compare(month);
    await lab.to(month).catch(() => {});
    one("moved").focus();
  };
  one("apply").addEventListener("click", apply);
  one("back").addEventListener("click", () => {
    staged = { ...plain() };
    if (written?.put) written.put(rules.shipped);
    draw();
  });
  one("shipped").addEventListener("click", () => written?.put?.(rules.shipped));
  one("at-end").addEventListener("click", () => { compare(lab.last()); lab.to(lab.last()).catch(() => {}); });
  one("text").addEventListener("toggle", open);

  const learn = async () => {
    const town = lab.opened;
    if (root.hidden || !town || rules?.town === town) return;
    const told = await lab.ask("rules").catch((error) => ({ failed: error }));
    if (town !== lab.opened) return;
    one("none").hidden = !told.failed;
    if (told.failed) { one("none").textContent = [told.failed.what, told.failed.hint].filter(Boolean).join(". "); return; }
    rules = { ...told, town };
    draw();
    open();
  };
  lab.on("tab", (name) => name === "change" && learn());
  lab.on("opened", () => {
    staged = structuredClone(lab.asked);
    [before, rules] = [plain(), null];
    asking++;
    shut();
    one("moved").hidden = true;
    learn();
  });
}
