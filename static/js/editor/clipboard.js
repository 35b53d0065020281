// Copying and pasting: calls bring their notes along, passage ids stay in their paper, what cannot come is said.

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { plain, translated } from "editor/foreign"
import { unstyled } from "editor/styles"

const { Fragment, Slice } = pm.model
// A passage id on the clipboard says whose it is: "7 k3x" is k3x of paper 7 once the "@" is taken off.
const OWNED = /^@(\S+) (.*)$/

/** Return the fragment with each node replaced by what `change` makes of it; null drops the node. */
function mapped(fragment, change) {
  const nodes = []
  fragment.forEach((node) => {
    const inner = node.isText || node.isLeaf ? node : node.copy(mapped(node.content, change))
    const changed = change(inner)
    if (changed) nodes.push(changed)
  })
  return Fragment.fromArray(nodes)
}

const withAttributes = (node, attributes) =>
  node.type.create({ ...node.attrs, ...attributes }, node.content, node.marks)

/** Return the slice as it goes to the clipboard: each call with the text of its note, each id with its paper. */
function packed(slice, book) {
  const pack = (node) => {
    if (node.type.name === "call") {
      const { kind, language, html } = book.get(node.attrs.key) ?? {}
      return withAttributes(node, { origin: { paper: book.paper, key: node.attrs.key, kind, language, html } })
    }
    return node.attrs.passage ? withAttributes(node, { passage: `@${book.paper} ${node.attrs.passage}` }) : node
  }
  return new Slice(mapped(slice.content, pack), slice.openStart, slice.openEnd)
}

/** Return the slice as it comes from the clipboard, and put the notes it brings into the book. */
function unpacked(slice, book, voice) {
  const brought = new Map()
  let lost = 0
  const unpack = (node) => {
    if (node.type.name === "call") {
      const key = arrived(node.attrs, book, brought)
      lost += key ? 0 : 1
      return key && withAttributes(node, { key, origin: null })
    }
    if (!node.attrs.passage) return node
    const [, paper, ids] = OWNED.exec(node.attrs.passage) ?? []
    return withAttributes(node, { passage: paper === book.paper ? ids : null })
  }
  const content = mapped(slice.content, unpack)
  if (brought.size) voice.say("brought", brought.size)
  if (lost) voice.say("lost", lost)
  return new Slice(content, slice.openStart, slice.openEnd)
}

/** Return the key of a pasted call in this paper; undefined when nothing says what its note is. */
function arrived({ key, origin }, book, brought) {
  if (!origin) return book.get(key) && key
  if (origin.paper === book.paper) {
    if (!book.get(key)) book.put({ ...origin, key })
    return key
  }
  const name = `${origin.paper} ${origin.key}`
  if (!origin.html) return undefined
  if (!brought.has(name)) brought.set(name, book.add(origin))
  return brought.get(name)
}

/** Return the pictures among the files on the clipboard; none when words came too, as from a word processor. */
function pictures(data) {
  const words = data.getData("text/plain").trim() || unstyled(data.getData("text/html")).textContent.trim()
  return words ? [] : [...data.files].filter(({ type }) => type.startsWith("image/"))
}

/** Return what an editor does with pasted pictures: `take` gets the first, the others are said to be left out. */
const pictureTaker = (voice, take) => (_view, { clipboardData }) => {
  const found = clipboardData ? pictures(clipboardData) : []
  if (!found.length) return false
  voice.hush()
  const left = take ? found.length - 1 : found.length
  if (left) voice.say("images", left)
  take?.(found[0])
  return true
}

/** Return the handlers of pasting that every editor has. */
const pasting = (voice, take) => ({
  handleDOMEvents: { paste: () => { voice.hush(); return false } },
  handlePaste: pictureTaker(voice, take),
})

/** The clipboard of an editor whose notes stand in `book`; `take` is what is done with a picture. */
export const Clipboard = Extension.create({
  name: "clipboard",
  addOptions: () => ({ book: null, voice: null, take: null }),
  addProseMirrorPlugins() {
    const { book, voice, take } = this.options
    return [new Plugin({
      key: new pm.state.PluginKey("clipboard"),
      props: {
        ...pasting(voice, take),
        transformCopied: (slice) => packed(slice, book),
        transformPasted: (slice) => unpacked(slice, book, voice),
        transformPastedHTML: (html) => translated(html, voice),
      },
    })]
  },
})

/** The clipboard of a text that has paragraphs only. */
export const SmallClipboard = Extension.create({
  name: "clipboard",
  addOptions: () => ({ voice: null }),
  addProseMirrorPlugins() {
    const { voice } = this.options
    return [new Plugin({
      key: new pm.state.PluginKey("clipboard"),
      props: { ...pasting(voice), transformPastedHTML: (html) => plain(html, voice) },
    })]
  },
})
