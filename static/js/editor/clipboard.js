// Copying and pasting: calls bring their notes along, passage ids stay in their paper, Word's notes become notes.

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { OURS } from "editor/figures"
import { takeLists, takeMarks, unstyled } from "editor/styles"

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
function unpacked(slice, book) {
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
  if (brought.size) book.say("brought", brought.size)
  if (lost) book.say("lost", lost)
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

const fragmentOf = (link) => decodeURIComponent(link.getAttribute("href").split("#")[1] ?? "")
const named = (root, name) => name && root.querySelector(`[id="${CSS.escape(name)}"], [name="${CSS.escape(name)}"]`)
const NOTE_BLOCK = "div[id^=ftn], div[id^=edn], div[id^=sdfootnote], div[id^=sdendnote]"

/** Return the block of the note that a link leads to, when a link in it leads back; else null. */
function noteBehind(root, link) {
  const target = named(root, fragmentOf(link))
  const block = target && (target.closest(NOTE_BLOCK) ?? target.closest("li") ?? target.closest("p, div, dd"))
  if (!block || block.contains(link)) return null
  const own = [link, ...link.querySelectorAll("[id], [name]"), link.closest("[id]")].filter(Boolean)
  const names = own.flatMap((element) => [element.id, element.getAttribute("name")]).filter(Boolean)
  const back = [...block.querySelectorAll("a[href*='#']")].find((other) => names.includes(fragmentOf(other)))
  return back ? { block, back } : null
}

/** Return the HTML of a note without the sign and the link back that stand in it. */
function noteHtml({ block, back }) {
  back.remove()
  const first = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  while (first.nextNode()) {
    first.currentNode.data = first.currentNode.data.replace(/^\s*(\[?\d{1,4}[\].)]?)?\s*/, "")
    if (first.currentNode.data) break
  }
  return block.matches("p") ? block.outerHTML : block.innerHTML
}

/** Make the notes of a word processor, or of a web page, calls that bring their notes along. */
function takeNotes(root) {
  const notes = new Map()
  let number = 0
  for (const link of root.querySelectorAll("a[href*='#']")) {
    const found = noteBehind(root, link)
    if (!found && !notes.has(fragmentOf(link))) continue
    if (found) notes.set(fragmentOf(link), { html: noteHtml(found), block: found.block })
    const call = document.createElement("sup")
    call.dataset.note = `pasted-${++number}`
    call.dataset.origin = JSON.stringify({ paper: "clipboard", key: fragmentOf(link), html: notes.get(fragmentOf(link)).html })
    const raised = link.closest("sup")
    ;(raised && raised.textContent.trim() === link.textContent.trim() ? raised : link).replaceWith(call)
  }
  for (const { block } of notes.values()) block.remove()
}

/** Make every table one run of rows, as ours are. */
function flattenTables(root) {
  for (const table of root.querySelectorAll("table")) {
    const body = document.createElement("tbody")
    body.append(...table.rows)
    for (const section of table.querySelectorAll(":scope > thead, :scope > tbody, :scope > tfoot, :scope > colgroup")) section.remove()
    table.append(body)
  }
}

/** Return pasted HTML with what other programs write brought into our form. */
function translated(html, book) {
  const root = unstyled(html)
  takeMarks(root)
  takeNotes(root)
  takeLists(root)
  flattenTables(root)
  const foreign = [...root.querySelectorAll("img")].filter((image) => !OURS.test(image.getAttribute("src")))
  for (const image of foreign) image.remove()
  if (foreign.length) book.say("images", foreign.length)
  return root.innerHTML
}

/** The clipboard of an editor whose notes stand in `book`. */
export const Clipboard = Extension.create({
  name: "clipboard",
  addOptions: () => ({ book: null }),
  addProseMirrorPlugins() {
    const { book } = this.options
    return [new Plugin({
      key: new pm.state.PluginKey("clipboard"),
      props: {
        transformCopied: (slice) => packed(slice, book),
        transformPasted: (slice) => unpacked(slice, book),
        transformPastedHTML: (html) => translated(html, book),
      },
    })]
  },
})
