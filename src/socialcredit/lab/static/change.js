// The panel "Change": what is staged with sliders, designs and text; "Apply" says who moved.
import { editor } from "./editor.js";
import { filled } from "./tree.js";

const A_YEAR = 12; // months lived at least before two towns are compared

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#change-${name}`);
  const words = (key, values) => lab.words(`change.${key}`, values);
  const failed = (error) => [error.what, error.hint].filter(Boolean).join(". ");
  let rules = null, staged = null, before = null, view = null, bad = 0, asking = 0;
  let trouble = ""; // why a town could not be lived, until something is changed

  const plain = () => ({ ...lab.asked, set: [], with: [], text: null });
  const stage = () => {
    const n = staged.set.length + staged.with.length + (staged.text === null ? 0 : 1);
    const same = JSON.stringify(staged) === JSON.stringify(lab.asked);
    one("apply").disabled = same || bad > 0;
    one("back").disabled = n === 0;
    const key = same ? (n ? "applied" : "as_written") : "staged";
    one("staged").textContent = trouble || (bad ? words("wrong", { n: bad }) : words(key, { n }));
    trouble = "";
  };

  const told = (input) => {
    const { says } = rules.stops[input.dataset.lever][input.value];
    input.nextSibling.textContent = says;
    input.setAttribute("aria-valuetext", says);
  };
  // Sliders and ticks as they are staged.
  const placed = () => {
    for (const input of one("levers").querySelectorAll("input")) {
      const stops = rules.stops[input.dataset.lever];
      const at = stops.findIndex(({ changes }) => changes[0] && changes.every((one) => staged.set.includes(one)));
      input.value = at < 0 ? stops.findIndex(({ changes }) => !changes[0]) : at;
      told(input);
    }
    for (const tick of one("with").querySelectorAll("input")) {
      tick.checked = staged.with.includes(tick.name);
      if (tick.checked) tick.disabled = false;
    }
    stage();
  };
  one("levers").addEventListener("input", ({ target }) => {
    const stops = rules.stops[target.dataset.lever];
    staged.set = staged.set.filter((other) => !stops.some(({ changes }) => changes.includes(other)));
    staged.set.push(...stops[target.value].changes);
    told(target);
    stage();
  });
  one("with").addEventListener("change", ({ target: { name, checked } }) => {
    staged.with = [...staged.with.filter((other) => other !== name), ...(checked ? [name] : [])];
    stage();
  });

  // The editor comes when it is first opened.
  const write = () => {
    if (view || !rules || !one("text").open) return;
    view = editor(one("editor"), {
      text: staged.text ?? rules.shipped, label: words("editor"), ask: lab.ask,
      nonce: document.querySelector('meta[name="style-nonce"]').content,
      checked: (answer) => {
        bad = answer.bad;
        one("count").textContent = answer.count;
        filled(one("mistakes"), answer.list);
        stage();
      },
      changed: (text) => {
        staged.text = text === rules.shipped ? null : text;
        stage();
      },
    });
  };
  const put = (insert) => {
    view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
  };
  one("text").addEventListener("toggle", write);
  one("shipped").addEventListener("click", () => put(rules.shipped));
  one("mistakes").addEventListener("click", ({ target: { dataset } }) => {
    if (!dataset.at) return;
    view.dispatch({ selection: { anchor: Number(dataset.at) }, scrollIntoView: true });
    view.focus();
  });

  const compare = async (month) => {
    const mine = ++asking;
    one("moved").hidden = false;
    one("when").textContent = words("living");
    for (const name of ["kinds", "places"]) one(name).replaceChildren();
    const answer = await lab.ask("moved", { asked: before, month }).catch((error) => ({ error }));
    if (mine !== asking) return;
    one("when").textContent = answer.error ? failed(answer.error) : answer.when;
    if (answer.error) return;
    for (const name of ["kinds", "places"]) filled(one(name), answer[name]);
    one("at-end").hidden = month === lab.last();
    lab.say(answer.say);
  };
  one("apply").addEventListener("click", async () => {
    const was = lab.asked, asked = staged, shown = Math.max(lab.month, A_YEAR);
    try {
      await lab.open(asked);
    } catch (error) { // the town before is open again
      [staged, trouble] = [asked, failed(error)];
      return;
    }
    before = was;
    const month = Math.min(shown, lab.last());
    compare(month);
    await lab.to(month).catch(() => {});
    one("moved").focus();
  });
  one("at-end").addEventListener("click", () => {
    compare(lab.last());
    lab.to(lab.last()).catch(() => {});
  });
  one("back").addEventListener("click", () => {
    staged = plain();
    put(rules.shipped);
    placed();
  });

  const learn = async () => {
    const town = lab.opened;
    if (root.hidden || !town || rules) return;
    const answer = await lab.ask("rules").catch((error) => ({ error }));
    if (town !== lab.opened) return;
    one("none").hidden = !answer.error;
    one("none").textContent = answer.error ? failed(answer.error) : "";
    if (answer.error) return;
    rules = answer;
    filled(one("levers"), rules.levers);
    filled(one("with"), rules.designs);
    placed();
    write();
  };
  lab.on("tab", (name) => name === "change" && learn());
  lab.on("opened", () => {
    view?.destroy();
    [rules, view, bad, before, staged] = [null, null, 0, plain(), structuredClone(lab.asked)];
    asking++;
    one("moved").hidden = true;
    for (const name of ["mistakes", "count"]) one(name).replaceChildren();
    learn();
  });
}
