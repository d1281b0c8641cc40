// The editor of the rules: marks and completion; CodeMirror, the server and lab.css do the rest.
import * as cm from "./vendor/codemirror.js";

const WAIT = 300; // ms after the last key until the text is checked
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
    return { from: told.from, validFor: /^[\w-]*$/, options: told.words };
  };
  const view = new cm.EditorView({ parent, doc: text, extensions: [
    cm.EditorView.cspNonce.of(nonce),
    cm.EditorView.contentAttributes.of({ "aria-label": label }),
    cm.EditorView.domEventHandlers({ beforeinput: typed }),
    cm.EditorView.updateListener.of((to) => to.docChanged && changed(to.state.doc.toString())),
    cm.EditorView.lineWrapping, cm.lineNumbers(), cm.history(), cm.drawSelection(),
    cm.indentOnInput(), cm.bracketMatching(), cm.search({ top: true }), cm.yaml(),
    cm.syntaxHighlighting(colours), cm.linter(lint, { delay: WAIT }),
    cm.autocompletion({ override: [complete] }),
    cm.keymap.of([cm.completionKeymap, cm.lintKeymap, cm.searchKeymap, cm.historyKeymap,
      cm.defaultKeymap].flat()),
  ] });
  view.scrollDOM.tabIndex = 0; // so that it can be scrolled without being written in
  return view;
}
