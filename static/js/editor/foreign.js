// Pasted HTML of other programs and pages, brought into our form; what cannot be brought is said.

import { OURS } from "editor/figures"
import { takeLists, takeMarks, unstyled } from "editor/styles"

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

/** Return the HTML of a note without the sign and the links back that stand in it. */
function noteHtml({ block, back }) {
  // A list draws the number itself, and a link back with a number was the sign: what follows is the note's own words.
  const sign = block.matches("li") || /\d/.test(back.textContent) ? /^\s+/ : /^\s*(\[?\d{1,4}[\].)]?)?\s*/
  for (const link of [back, ...block.querySelectorAll("[role=doc-backlink], .lead")]) link.remove()
  const first = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  while (first.nextNode()) {
    first.currentNode.data = first.currentNode.data.replace(sign, "")
    if (first.currentNode.data) break
  }
  return block.matches("p") ? block.outerHTML : block.innerHTML
}

/** Return what of a call is raised: the link, or the superscript that holds it alone. */
function raised(link) {
  const sup = link.closest("sup")
  return sup && sup.textContent.trim() === link.textContent.trim() ? sup : link
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
    raised(link).replaceWith(call)
  }
  for (const { block } of notes.values()) block.remove()
  for (const section of root.querySelectorAll("[role=doc-endnotes]")) if (!section.querySelector("li")) section.remove()
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

/** Take elements out, with the paragraph or figure that is empty without them, and say how many they were. */
function leaveOut(elements, what, voice) {
  for (const element of elements) {
    const block = element.closest("p, figure")
    element.remove()
    if (block && !block.textContent.trim() && !block.querySelector("img, sup[data-note]")) block.remove()
  }
  if (elements.length) voice.say(what, elements.length)
}

const deadCalls = (root) => [...root.querySelectorAll("a[role=doc-noteref]")].map(raised)

/** Return pasted HTML as a body can hold it. */
export function translated(html, voice) {
  const root = unstyled(html)
  takeMarks(root)
  takeNotes(root)
  leaveOut(deadCalls(root), "lost", voice)
  takeLists(root)
  flattenTables(root)
  leaveOut([...root.querySelectorAll("img")].filter((image) => !OURS.test(image.getAttribute("src"))), "images", voice)
  return root.innerHTML
}

/** Return pasted HTML for a text of paragraphs only: signs of lists stay words, calls and images are left out. */
export function plain(html, voice) {
  const root = unstyled(html)
  takeMarks(root)
  leaveOut([...root.querySelectorAll("sup[data-note]"), ...deadCalls(root)], "lost", voice)
  leaveOut([...root.querySelectorAll("img")], "images", voice)
  return root.innerHTML
}
