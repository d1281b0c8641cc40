// The panel "Join": bodies and the links between them, drawn; a link is cut, and the town lived again.

const NS = "http://www.w3.org/2000/svg", MANY = 12;

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#join-${name}`);
  const said = (key, values) => lab.words(`join.${key}`, values);
  const plain = (value, times = 1) => (value === null || value === undefined ? "–"
    : (value * times).toLocaleString("en", { maximumFractionDigits: value * times < 100 ? 1 : 0 }));
  let net = null, drawn = [], now = null, then = null, asking = 0;

  const made = (name, values = {}, ...inside) => {
    const svg = ["circle", "line", "text", "g"].includes(name);
    const element = svg ? document.createElementNS(NS, name) : document.createElement(name);
    for (const [key, value] of Object.entries(values)) {
      if (key === "on") for (const [event, fn] of Object.entries(value)) element.addEventListener(event, fn);
      else if (value !== null) element.setAttribute(key, value);
    }
    element.append(...inside);
    return element;
  };
  const row = (cells, head = false) => made("tr", {}, ...cells.map((cell, at) => (head || at === 0
    ? made("th", { scope: head ? "col" : "row" }, cell) : made("td", {}, cell))));
  const short = (name) => net.bodies.find((body) => body.name === name)?.short ?? name;
  const linked = (pair) => said("link", { one: short(pair.one), other: short(pair.other) });
  const state = (key, values) => { one("state").textContent = key ? said(key, values) : ""; };

  // The pairs as drawn, as values of an address: a share of all of them in their order, or a list.
  function altered() {
    const joined = net.pairs.filter((_, at) => drawn[at]), asked = structuredClone(lab.asked);
    asked.set = asked.set.filter((each) => !/^(scenario\.)?(integration|joins)\s*=/.test(each));
    const inOrder = joined.every((_, at) => drawn[at]);
    if (!inOrder) asked.set.push(`joins=[${joined.map(({ one: a, other: b }) => `[${a}, ${b}]`).join(", ")}]`);
    asked.set.push(`integration=${inOrder ? joined.length / net.pairs.length : 1}`);
    return asked;
  }
  const same = () => drawn.every((is, at) => is === net.pairs[at].joined);

  function toggle(at) {
    drawn[at] = !drawn[at];
    then = null;
    show();
    lab.say(`${linked(net.pairs[at])}: ${said(drawn[at] ? "joined" : "cut")}`);
  }
  const wrongOf = (pair, key = "wrong") => (now?.passed ?? []).filter((each) => [each.holder, each.home]
    .sort().join() === [pair.one, pair.other].sort().join()).reduce((sum, each) => sum + each[key], 0);

  function picture() {
    const spot = net.bodies.map((_, at) => {
      const turn = (2 * Math.PI * at) / net.bodies.length - Math.PI / 2;
      return [230 + 150 * Math.cos(turn), 195 + 140 * Math.sin(turn)];
    });
    const at = Object.fromEntries(net.bodies.map((body, number) => [body.name, spot[number]]));
    const most = Math.max(1, ...net.pairs.map((pair) => wrongOf(pair)));
    const links = net.pairs.map((pair, number) => {
      const [[x1, y1], [x2, y2]] = [at[pair.one] ?? [0, 0], at[pair.other] ?? [0, 0]];
      const wide = drawn[number] ? 2 + (10 * wrongOf(pair)) / most : 1.5, ends = { x1, y1, x2, y2 };
      const press = (event) => {
        if (!["Enter", " "].includes(event.key)) return;
        event.preventDefault();
        toggle(number);
        one("picture").querySelectorAll("g.link")[number].focus();
      };
      return made("g", { class: `link ${drawn[number] ? "joined" : "cut"}`, role: "checkbox", tabindex: 0,
        "aria-checked": drawn[number], "aria-label": linked(pair),
        on: { click: () => toggle(number), keydown: press } },
      made("line", { ...ends, class: "reach" }), made("line", { ...ends, class: "seen", "stroke-width": wide }));
    });
    const seen = then ?? now, top = Math.max(1, ...Object.values(seen?.bodies ?? {}).map((body) => body.penalised));
    const size = (people) => 9 + 22 * Math.sqrt(people / top);
    const bodies = net.bodies.flatMap((body, number) => {
      const [x, y] = spot[number], { penalised = 0, wrongly = 0 } = seen?.bodies[body.name] ?? {};
      const label = made("text", { x, y: y + (y < 195 ? -1 : 1) * (size(penalised) + 8) + (y < 195 ? 0 : 10),
        "text-anchor": "middle" }, body.short);
      const shapes = [made("circle", { cx: x, cy: y, r: size(penalised), class: "body" })];
      if (wrongly) shapes.push(made("circle", { cx: x, cy: y, r: 22 * Math.sqrt(wrongly / top), class: "wrongly" }));
      return [...shapes, label];
    });
    one("picture").replaceChildren(...links, ...bodies);
  }

  function show() {
    one("dial").max = net.pairs.length;
    one("dial").value = drawn.filter(Boolean).length;
    one("many").textContent = said("dial_is", { n: drawn.filter(Boolean).length, all: net.pairs.length });
    const cut = drawn.filter((is, at) => !is && net.pairs[at].joined).length;
    const anew = drawn.filter((is, at) => is && !net.pairs[at].joined).length;
    one("changed").textContent = then ? "" : same() ? said("same") : said("changed", { cut, made: anew });
    one("try").disabled = same() || Boolean(then) || !now;
    one("back").hidden = same();
    one("keep").hidden = !then;
    picture();
    one("pairs").replaceChildren(made("caption", {}, said("table")),
      made("thead", {}, row([said("pair"), said("is_joined"), said("passed"), said("wrong")], true)),
      made("tbody", {}, ...net.pairs.map((pair, at) => {
        const box = made("input", { type: "checkbox", "aria-label": linked(pair), on: { change: () => {
          toggle(at);
          one("pairs").querySelectorAll("input")[at].focus();
        } } });
        box.checked = drawn[at];
        return row([linked(pair), box, plain(wrongOf(pair, "records")), plain(wrongOf(pair))]);
      })));
    one("ends").hidden = !now;
    if (now) ended();
  }

  // Numbers of the end, of the town as it is and of that which was drawn and lived.
  function ended() {
    const both = [now, then].filter(Boolean);
    one("when").textContent = said("ends", { month: lab.opened.months.at(-1).slice(0, 7) });
    const head = both.flatMap((_, at) => ["penalised", "wrongly"].map((key) => (then
      ? `${said(key)}, ${said(at ? "then" : "now")}` : said(key))));
    const counts = (name) => both.flatMap(({ bodies }) => [bodies[name]?.penalised, bodies[name]?.wrongly].map((each) => plain(each)));
    const rest = [["wrong_days", 1], ["shut_out", 1000], ["fan_out", 1]].map(([name, times]) => row([said(name),
      ...both.flatMap(({ measures }) => [plain(measures[`together.${name}`], times), ""])]));
    one("bodies").replaceChildren(made("thead", {}, row([said("body"), ...head], true)), made("tbody", {},
      ...net.bodies.map((body) => row([body.short, ...counts(body.name)])),
      row([said("people"), ...both.flatMap((each) => [plain(each.penalised.length), plain(each.wrongly.length)])]), ...rest));
    const after = new Set(then?.wrongly), spared = now.wrongly.filter((who) => !after.has(who));
    const newly = (then?.wrongly ?? []).filter((who) => !now.wrongly.includes(who)).length;
    one("spared").textContent = then ? `${said("spared", { spared: spared.length, newly })} ${said("spared_penalty",
      { before: now.penalised.length, after: then.penalised.length })}` : "";
    const lines = now.for_copies.slice(0, MANY).map(({ resident, body, home }) => made("li", {},
      said("reason", { n: resident, body: short(body), home: short(home) }), " ",
      then && !after.has(resident) ? made("strong", {}, `${said("would_be_spared")} `) : "",
      made("button", { type: "button", "aria-label": `${said("life")}: ${resident}`, on: { click: () => {
        lab.select(resident);
        lab.tab("life", true);
      } } }, said("life"))));
    const more = now.for_copies.length - MANY;
    if (more > 0) lines.push(made("li", {}, said("more", { n: more })));
    one("people").replaceChildren(...(lines.length ? lines : [made("li", {}, said("nobody"))]));
  }

  // What is asked of another town than the one that is open by then is thrown away.
  async function asked(name, extra, key) {
    const mine = ++asking;
    state(key);
    const found = await lab.ask(name, extra).catch((error) => {
      if (mine === asking) state("failed", { what: error.what ?? error.message ?? "" });
      return null;
    });
    if (mine !== asking) return null;
    if (found) state(null);
    return found;
  }
  async function arrive() {
    if (root.hidden || !lab.opened || net) return;
    const found = await asked("join-pairs");
    if (!found) return;
    net = found;
    drawn = net.pairs.map((pair) => pair.joined);
    one("alone").hidden = net.pairs.length > 0;
    one("several").hidden = !net.pairs.length;
    if (!net.pairs.length) return;
    show();
    now = await asked("join-ends", {}, "one_living");
    if (now) show();
  }
  one("dial").addEventListener("input", () => {
    drawn = net.pairs.map((_, at) => at < one("dial").valueAsNumber);
    then = null;
    show();
  });
  one("try").addEventListener("click", async () => {
    one("try").disabled = true;
    then = await asked("join-ends", { asked: altered() }, "living");
    show();
    if (then) lab.say(one("spared").textContent);
  });
  one("back").addEventListener("click", () => {
    [drawn, then] = [net.pairs.map((pair) => pair.joined), null];
    show();
    one("dial").focus();
  });
  one("keep").addEventListener("click", () => lab.open(altered()).then(arrive, () => {}));
  lab.on("opened", () => { [net, now, then] = [null, null, null]; asking++; arrive(); });
  lab.on("tab", (name) => name === "join" && arrive());
}
