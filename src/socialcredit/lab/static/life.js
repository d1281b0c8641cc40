// The panel "A life": one resident's two books, what each wrong record cost, what a notice would say.
const make = (name, text = "", ...inside) => {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...inside);
  return made;
};

export function mount(root, lab) {
  const one = (name) => root.querySelector(`#life-${name}`);
  const words = (key, values) => lab.words(`life.${key}`, values);
  const number = one("number");
  let asked = 0, at = 0;

  // Whoever is wrongly penalised in the month that is shown, or was in one before it.
  const wronged = () => {
    for (let month = lab.month; month > 0; month--) {
      const truth = lab.months[month]?.planes[0][1] ?? [], found = [];
      for (let who = 0; who < truth.length; who++) if (truth[who] & 2) found.push(who);
      if (found.length) return found;
    }
    return [];
  };

  const sides = (row) => {
    const times = row.times > 1 ? words("times", { times: row.times }) : "";
    if (row.book === "quiet") return [row.truth + (row.effort ? words("effort", row) : ""), row.filed];
    if (row.book === "truth") return [row.text + times + (row.true ? ` (${row.true})` : ""), row.unseen ? words("unseen") : ""];
    const moved = [];
    if (row.points) moved.push(row.result ? words("result", row) : `${row.points > 0 ? "+" : ""}${row.points}`);
    if (row.points && row.score !== null) moved.push(words("score", row));
    if (row.now) moved.push(words("now", row));
    return [row.what === "FILED" ? row.true || words("so") : row.true, row.text + times + (moved.length ? ` [${moved.join(", ")}]` : "")];
  };
  const rowOf = (row) => {
    const [truth, filed] = sides(row), head = make("th", row.until === row.date ? row.date : `${row.date} – ${row.until}`);
    head.scope = "row";
    const told = make("tr", "", head, make("td", truth), make("td", filed));
    told.className = `book-${row.book}${row.true && row.book === "filed" ? " wrong" : ""}`;
    return told;
  };

  const reason = (told) => make("li", words(told.points === null ? "reason_grade" : "reason",
    { ...told, points: told.points }) + " " + (told.told ? words("told", told) : words("untold")));
  const appeal = (told) => make("li", [words("appeal", told), words(`state_${told.state}`, told),
    told.right ? words("is_right") : words("could_say", { says: told.says }),
    told.differs.startsWith("recorded: ") ? `(${told.differs})` : ""].filter(Boolean).join(" "));
  const notice = (told) => {
    const [reasons, appeals] = [make("ol"), make("ul")];
    reasons.append(...told.reasons.map(reason));
    appeals.append(...told.appeals.map(appeal));
    const head = words(told.score === null ? "grade" : "grade_score", told);
    const made = make("section", "", make("h3", words("notice", told)), make("p", `${head} ${words(told.penal ? "penal" : "not_penal")}`));
    if (told.reasons.length) made.append(make("p", words("reasons")), reasons);
    else made.append(make("p", words("no_reasons")));
    if (told.left) made.append(make("p", words("left", told)));
    if (told.appeals.length) made.append(make("h4", words("appeals")), appeals);
    made.className = "card";
    return made;
  };

  const monthOf = (first) => new Date(`${first}T00:00:00Z`).toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  const show = (told) => {
    one("who").textContent = words("who", { n: told.resident, who: told.person.text });
    one("until").textContent = words("until", { month: monthOf(lab.opened.months[told.months - 1]) });
    one("rows").replaceChildren(...(told.rows.length ? told.rows.map(rowOf) : [make("tr", "", make("th"), make("td", words("nothing")), make("td"))]));
    one("right").replaceChildren(...(told.wrong_records.length ? told.wrong_records.map((wrong) => make("li", wrong.sentence)) : [make("li", words("none_wrong"))]));
    one("notices").replaceChildren(...(told.notices.length ? told.notices.map(notice) : [make("p", words("no_notice"))]));
    one("told").hidden = false;
    one("state").textContent = "";
  };

  const look = async (resident) => {
    const mine = ++asked;
    number.value = resident;
    one("state").textContent = words("asking");
    try {
      const told = await lab.ask("life", { resident, month: Math.max(1, lab.month) });
      if (mine === asked) show(told);
      return mine === asked;
    } catch (error) {
      if (mine === asked) one("state").textContent = [error.what, error.hint].filter(Boolean).join(". ");
      one("told").hidden = true;
      return false;
    }
  };

  one("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (lab.opened && number.value !== "") lab.select(Number(number.value));
  });
  one("one").addEventListener("click", () => {
    const found = wronged();
    if (found.length) lab.select(found[at++ % found.length]);
    else one("state").textContent = words("nobody_wronged");
  });
  const shown = () => !root.hidden && lab.opened;
  lab.on("select", (resident) => { if (resident !== null && resident !== undefined && shown()) look(resident); });
  lab.on("tab", (name) => { if (name === "life" && shown() && lab.selected !== null) look(lab.selected); });
  lab.on("opened", () => {
    number.max = lab.opened.people - 1;
    one("one").disabled = false;
    one("told").hidden = true;
    one("state").textContent = words("nobody");
  });
}
