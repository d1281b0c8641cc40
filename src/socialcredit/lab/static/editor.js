// The editor of the rules: marks, completion and looks; CodeMirror and the server do the rest.
import * as cm from "./vendor/codemirror.js";

const WAIT = 300; // ms after the last key until the text is checked
// CodeMirror underlines with pictures out of data: addresses, which our policy forbids.
const wavy = (colour) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy 2px ${colour}`,
});
const bordered = { backgroundColor: "var(--card)", border: "1px solid var(--soft)" };
const chosen = { backgroundColor: "var(--blue)", color: "var(--on-blue)" };
const theme = cm.EditorView.theme({
  "&": { ...bordered, color: "var(--ink)", borderRadius: "6px" },
  "&.cm-focused": { outline: "3px solid var(--focus)" },
  ".cm-scroller": { maxHeight: "60vh", font: "14px/1.5 ui-monospace, Menlo, Consolas, monospace" },
  ".cm-content": { caretColor: "var(--ink)", paddingBottom: "4em" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--less-1) !important",
  },
  ".cm-gutters, .cm-panels": { color: "var(--soft)", backgroundColor: "var(--paper)" },
  ".cm-tooltip": { ...bordered, color: "var(--ink)", maxWidth: "min(34em, 92vw)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { ...chosen },
  ".cm-button, .cm-textfield": { ...bordered, backgroundImage: "none", color: "var(--ink)" },
  ".cm-diagnosticAction": { ...chosen, minHeight: "32px" },
  ".cm-lintRange-error": wavy("var(--wrong)"),
  ".cm-lintRange-warning": wavy("var(--worse-2)"),
});
const { comment, definition, propertyName, string } = cm.tags;
const colours = cm.HighlightStyle.define([
  { tag: [propertyName, definition(propertyName)], color: "var(--blue)" },
  { tag: string, color: "var(--green)" },
  { tag: comment, color: "var(--soft)" },
]);

// What is typed over a selection, browsers would give its looks by a style, which is forbidden.
const typed = (event, view) => {
  const { main } = view.state.selection, over = event.inputType === "insertText" && !main.empty;
  if (!over || event.data === null || view.composing) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type" });
  return true;
};

// ask(name, extra) asks the server; checked(answer) and changed(text) hear what comes of writing.
export function editor(parent, { text, label, nonce, ask, checked, changed }) {
  const lint = async (view) => {
    const { doc } = view.state, told = await ask("check", { text: doc.toString() });
    if (view.state.doc !== doc) return [];
    checked(told);
    return told.marks.map(({ action, insert, ...mark }) => ({ ...mark, actions: action ? [{
      name: action,
      apply: (inside, from, to) => inside.dispatch({ changes: { from, to, insert } }),
    }] : [] }));
  };
  const complete = async ({ state, pos, explicit }) => {
    const told = await ask("complete", { text: state.doc.toString(), place: pos });
    if (!told.words.length || (told.from === pos && !explicit)) return null;
    return { from: told.from, validFor: /^[\w-]*$/, options: told.words.map((one) => ({
      label: one.word, detail: one.says, apply: one.kind === "key" ? `${one.word}: ` : one.word,
    })) };
  };
  const view = new cm.EditorView({ parent, doc: text, extensions: [
    cm.EditorView.cspNonce.of(nonce),
    cm.EditorView.contentAttributes.of({ "aria-label": label }),
    cm.EditorView.domEventHandlers({ beforeinput: typed }),
    cm.EditorView.updateListener.of((to) => to.docChanged && changed(to.state.doc.toString())),
    cm.EditorView.lineWrapping, cm.lineNumbers(), cm.history(), cm.drawSelection(),
    cm.indentOnInput(), cm.bracketMatching(), cm.search({ top: true }), cm.yaml(), theme,
    cm.syntaxHighlighting(colours), cm.linter(lint, { delay: WAIT }),
    cm.autocompletion({ override: [complete] }),
    cm.keymap.of([cm.completionKeymap, cm.lintKeymap, cm.searchKeymap, cm.historyKeymap,
      cm.defaultKeymap].flat()),
  ] });
  view.scrollDOM.tabIndex = 0; // so that it can be scrolled without being written in
  return view;
}
