// The editor of a scheme's text: mistakes at their place, completion by path. CodeMirror does the rest.
import * as cm from "./vendor/codemirror.js";

const WAIT = 300; // ms after the last key until the text is checked
// CodeMirror draws its underlines as pictures out of data: addresses, which our policy forbids.
const plain = { backgroundImage: "none", textDecorationLine: "underline", textDecorationStyle: "wavy", textDecorationThickness: "2px" };
const theme = cm.EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--card)", border: "1px solid var(--soft)", borderRadius: "6px" },
  "&.cm-focused": { outline: "3px solid var(--focus)" },
  ".cm-scroller": { font: "14px/1.5 ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace", maxHeight: "60vh", minHeight: "14em" },
  ".cm-content": { caretColor: "var(--ink)", paddingBottom: "4em" }, ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--less-1)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--paper)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "transparent" }, ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--paper)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--card)", border: "1px solid var(--soft)", maxWidth: "min(34em, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--blue)", color: "var(--on-blue)" },
  ".cm-button, .cm-textfield": { backgroundImage: "none", backgroundColor: "var(--card)", color: "var(--ink)", borderColor: "var(--soft)" },
  ".cm-diagnostic": { padding: "6px 10px", whiteSpace: "normal" },
  ".cm-diagnosticAction": { backgroundColor: "var(--blue)", color: "var(--on-blue)", minHeight: "32px" },
  ".cm-lintRange-error": { ...plain, textDecorationColor: "var(--wrong)" },
  ".cm-lintRange-warning": { ...plain, textDecorationColor: "var(--worse-2)" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--wrong)" },
});
const colours = cm.HighlightStyle.define([
  { tag: cm.tags.definition(cm.tags.propertyName), color: "var(--blue)" }, { tag: cm.tags.propertyName, color: "var(--blue)" },
  { tag: [cm.tags.string, cm.tags.special(cm.tags.string)], color: "var(--green)" },
  { tag: cm.tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

// Where the cursor is: the keys that lead there, and the key whose value is being written.
export function path(before) {
  const lines = before.split("\n"), held = [];
  let first = lines.length - 1, key = null;
  while (first > 0 && !/^[A-Za-z]/.test(lines[first])) first--;
  const tokens = /"[^"]*"|'[^']*'|#.*$|([\w-]+):(?=\s|$)|[[\]{},]/g, flow = () => held.at(-1)?.flow;
  for (const [number, line] of lines.slice(first).entries()) {
    const indent = /^\s*(?:- +)*/.exec(line)[0].length;
    const counts = /\S/.test(line) || number === lines.length - first - 1;
    while (counts && held.length && !flow() && held.at(-1).at >= indent) [key] = [null, held.pop()];
    for (const [token, name] of line.slice(indent).matchAll(tokens)) {
      if (name) {
        key = name;
        if (!flow()) held.push({ at: indent, key });
      } else if (token === "{" || token === "[") {
        held.push({ flow: token, key: flow() === "{" ? key : null });
        if (token === "{") key = null;
      } else if (token === "}" || token === "]") [, key] = [held.pop(), null];
      else if (token === "," && flow() === "{") key = null;
    }
  }
  if (!flow() && !lines.at(-1).includes(`${key}:`)) key = null; // what stands under a key, lines below it
  const keys = held.map((one) => one.key).filter(Boolean);
  return { keys: key && keys.at(-1) === key ? keys.slice(0, -1) : keys, key };
}

// Words for the value of a key: of the files of assumptions, or what the text itself defines.
function valuesOf(key, part, { words, schema }, text) {
  const named = (pattern) => [...text.matchAll(pattern)].map((found) => found[1]);
  const block = (name) => new RegExp(`^${name}:\\n((?:[ #].*\\n|\\n)*)`, "m").exec(text)?.[1] ?? "";
  const files = { deed: "deeds", entry: "deeds", seen_by: "sources", domain: "domains", place: "places", extends: "schemes" };
  const own = { source: () => ["assumed", ...[...block("sources").matchAll(/^ {2}([\w-]+):/gm)].map((found) => found[1])],
    layer: () => named(/\blayer: ([\w-]+)/g), meter: () => named(/\bmeter: ([\w-]+)/g), list: () => named(/\blist: ([\w-]+)/g),
    dimension: () => named(/\bdimension: ([\w-]+)/g) };
  const grades = () => named(/bands: \{([^}]*)\}/g).flatMap((bands) => [...bands.matchAll(/([\w+-]+):/g)].map((found) => found[1]));
  for (const name of ["to_grade", "grades", "penal", "honour", "to", "not_above"]) own[name] = grades;
  return [...new Set([...(schema[part]?.[key]?.one_of ?? []), ...(words[files[key]] ?? []), ...(own[key]?.() ?? [])])];
}

function completion(spoken) {
  return (context) => {
    const word = context.matchBefore(/[\w-]*/), text = context.state.doc.toString();
    const { keys, key } = path(text.slice(0, word.from));
    if (word.from === word.to && !context.explicit && !key) return null;
    let part = "whole";
    for (const one of keys) part = spoken.schema[part]?.[one]?.part ?? part;
    const options = key
      ? valuesOf(key, part, spoken, text).map((label) => ({ label, type: "enum" }))
      : Object.entries(spoken.schema[part] ?? {}).map(([label, { says }]) => ({ label, apply: `${label}: `, detail: says, type: "property" }));
    return options.length ? { from: word.from, options, validFor: /^[\w-]*$/ } : null;
  };
}

// What is typed over a selection, a browser would give the looks of what stood there, by a style that our policy forbids.
const typed = cm.EditorView.domEventHandlers({ beforeinput: (event, view) => {
  if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
  return true;
} });

// `check(text)` gives mistakes; `told(mistakes)` hears them; `changed(text)` hears every key.
export function editor(parent, { text, label, nonce, check, spoken, words, told, changed }) {
  const at = (doc, line, column) => {
    const row = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return row.from + [...row.text].slice(0, column - 1).join("").length; // columns count letters
  };
  const shown = (doc, one) => {
    const change = one.suggestion, row = change ?? one, from = at(doc, row.line, row.column);
    const line = doc.lineAt(from), length = change ? change.from.length : /^[\w.'"-]+|^\S*/.exec(line.text.slice(from - line.from))[0].length;
    const message = [one.message, one.expected && words("change.expected", one), one.hint].filter(Boolean).join(". ");
    const to = Math.min(line.to, from + Math.max(1, length));
    const actions = change ? [{ name: words("change.change_to", change),
      apply: (view, start, end) => view.dispatch({ changes: { from: start, to: end, insert: change.to } }) }] : [];
    return { from: Math.min(from, line.to), to, severity: one.kind, message, actions };
  };
  const lint = cm.linter(async (view) => {
    const { doc } = view.state, mistakes = await check(doc.toString());
    if (view.state.doc !== doc) return [];
    told(mistakes);
    return mistakes.map((one) => shown(doc, one));
  }, { delay: WAIT });
  const view = new cm.EditorView({ parent, doc: text, extensions: [
    cm.EditorView.cspNonce.of(nonce), cm.EditorView.contentAttributes.of({ "aria-label": label }), cm.EditorView.lineWrapping,
    cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.indentOnInput(), cm.bracketMatching(), cm.search({ top: true }),
    cm.yaml(), cm.syntaxHighlighting(colours), cm.autocompletion({ override: [completion(spoken)] }), lint, theme, typed,
    cm.keymap.of([...cm.completionKeymap, ...cm.lintKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.defaultKeymap]),
    cm.EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
  ] });
  view.scrollDOM.tabIndex = 0; // who has no mouse can scroll it without writing in it
  return { view, text: () => view.state.doc.toString(),
    put: (whole) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: whole } }),
    go: (line, column) => {
      const anchor = at(view.state.doc, line, column);
      view.dispatch({ selection: { anchor }, effects: cm.EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    } };
}
