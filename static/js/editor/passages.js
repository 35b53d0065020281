// Passage ids while editing: a block keeps what it carries, a new one has none; the server settles splits and copies.

import { Extension, Plugin, pm } from "django-prose-editor/editor"

export const BLOCKS = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "tableFrame", "figure"]

/** Return whether the block has any text, call or picture in it. */
function isFilled(node) {
  let filled = false
  node.descendants((inner) => {
    filled ||= inner.isText ? inner.text.trim() !== "" : inner.isAtom
    return !filled
  })
  return filled
}

/** Return a transaction that takes the id off an empty block behind its other half: it is a new one. */
function freeNewBlocks(transactions, oldState, state) {
  if (!transactions.some((transaction) => transaction.docChanged)) return null
  const change = state.tr
  let before = null
  state.doc.forEach((block, position) => {
    const listed = block.attrs.passage
    if (listed && before?.attrs.passage === listed && block.isTextblock && !isFilled(block)) {
      change.setNodeAttribute(position, "passage", null)
    }
    before = block
  })
  return change.steps.length ? change : null
}

export const Passages = Extension.create({
  name: "passages",
  addGlobalAttributes: () => [{
    types: BLOCKS,
    attributes: {
      passage: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-passage"),
        renderHTML: ({ passage }) => (passage ? { "data-passage": passage } : {}),
      },
    },
  }],
  addProseMirrorPlugins: () => [
    new Plugin({ key: new pm.state.PluginKey("passages"), appendTransaction: freeNewBlocks }),
  ],
})
