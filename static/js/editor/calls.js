// Calls of notes: one undividable sign each, numbered in the order of first calls while one types.

import { Node, Plugin, pm } from "django-prose-editor/editor"

const { Decoration, DecorationSet } = pm.view
export const numbering = new pm.state.PluginKey("calls")

/** Return the printed number of each note: first call, first number. */
export function numbers(doc) {
  const found = new Map()
  doc.descendants((node) => {
    if (node.type.name === "call" && !found.has(node.attrs.key)) found.set(node.attrs.key, found.size + 1)
  })
  return found
}

/** Return the places of all calls of a note. */
export function places(doc, key) {
  const found = []
  doc.descendants((node, position) => {
    if (node.type.name === "call" && node.attrs.key === key) found.push(position)
  })
  return found
}

function draw(doc, name) {
  const printed = numbers(doc)
  const drawn = []
  doc.descendants((node, position) => {
    if (node.type.name !== "call") return
    const number = String(printed.get(node.attrs.key))
    drawn.push(Decoration.node(position, position + 1, {
      "data-number": number, role: "img", "aria-label": name.replace("0", number),
    }))
  })
  return { numbers: printed, drawn: DecorationSet.create(doc, drawn) }
}

export const Call = Node.create({
  name: "call",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addOptions: () => ({ name: "0" }),
  addAttributes: () => ({
    key: {
      default: null,
      parseHTML: (sup) => sup.getAttribute("data-note"),
      renderHTML: ({ key }) => ({ "data-note": key }),
    },
    // What a call brings along on the clipboard: its paper, and the text of its note.
    origin: {
      default: null,
      parseHTML: (sup) => (sup.dataset.origin ? JSON.parse(sup.dataset.origin) : null),
      renderHTML: ({ origin }) => (origin ? { "data-origin": JSON.stringify(origin) } : {}),
    },
  }),
  parseHTML: () => [{ tag: "sup[data-note]", priority: 100 }],
  renderHTML: ({ HTMLAttributes }) => ["sup", HTMLAttributes],
  renderText: () => "",
  addProseMirrorPlugins() {
    const { name } = this.options
    return [new Plugin({
      key: numbering,
      state: {
        init: (_, state) => draw(state.doc, name),
        apply: (transaction, drawn) => (transaction.docChanged ? draw(transaction.doc, name) : drawn),
      },
      props: { decorations: (state) => numbering.getState(state).drawn },
    })]
  },
})
