// Quoting: what is marked in the text, with how the paper is cited, the passage's number, and an address that stays.

import { leaveByKeys, returnTo } from "./stepping.js"

const article = document.querySelector("article.paper")
const body = article?.querySelector(":scope > .body")
const template = document.querySelector("#quote")
const box = body && template ? document.importNode(template.content, true).firstElementChild : null
const words = box?.dataset ?? {}

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name])
// The block of the text that a node stands in; what was opened between two passages is not of this text.
const blockOf = node => (node.nodeType === 1 ? node : node.parentElement)?.closest(".body > :not(.across)")
const ownId = block => (block.matches("[id]") ? block : block.querySelector("[id^='p-']"))?.id ?? ""

// Of several blocks that are one passage the first has its id, and the way across.
function beginningOf(block) {
  while (block && !ownId(block)) block = block.previousElementSibling
  return block
}

// Quotation marks within quotation marks are the other kind (CMOS 13.30; JLREQ 3.1.2).
const INNER = { "“": ["“‘", "”’"], "「": ["「『", "」』"] }

function within(text) {
  for (const [outer, inner] of INNER[words.quoted?.[0]] ?? []) text = text.replaceAll(outer, inner)
  return text
}

// Calls are no part of what is quoted, nor the marks beside it.
function textOf(range, isOne) {
  const part = range.cloneContents()
  for (const mark of part.querySelectorAll(".note-call, .way-across, .across, .address, rp, rt")) mark.remove()
  return (isOne ? [part] : [...part.childNodes])
    .map(node => node.textContent.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n\n")
}

function marked() {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const [first, last] = [blockOf(range.startContainer), blockOf(range.endContainer)]
  if (!first || !body.contains(range.commonAncestorContainer)) return null
  const text = textOf(range, first === (last ?? first))
  return text ? { range, first, last: last ?? first, text } : null
}

// Passages are counted as a reader counts paragraphs: headings are none.
function numberOf(block) {
  return [...body.children].filter(each => !each.matches("h2, h3, h4, .across")).indexOf(block) + 1
}

function placeIn({ first, last }) {
  const [from, to] = [numberOf(first), numberOf(last)]
  if (!from && !to) return ""
  if (!from || !to || from === to) return fill(words.passage, { number: from || to })
  return fill(words.passages, { from, to })
}

function quotation(found) {
  const whole = document.querySelector("#cite-note")?.innerText.trim().replace(/[.。]$/, "") ?? document.title
  // The address of the passage stands for that of the page.
  const cited = whole.replace(/[,、]?\s*https?:\/\/\S+$/, url => (url.includes(`/papers/`) ? "" : url))
  const place = placeIn(found)
  const address = `${location.origin}${words.version}#${ownId(beginningOf(found.first) ?? body)}`
  const citation = place ? fill(words.cited, { cited, place }) : cited
  return `${fill(words.quoted, { text: within(found.text) })}\n${citation}\n${address}\n`
}

function show(found) {
  box.querySelector("textarea").value = quotation(found)
  box.querySelector("[role=status]").textContent = ""
  const other = box.querySelector(".other")
  const begins = beginningOf(found.first)
  const way = begins?.querySelector(".way-across")
  other.hidden = !way
  if (way) lead(other, way.href, way.hreflang, way.getAttribute("aria-label"))
  else if (words.parallel && begins) seek(other, ownId(begins))
  box.showPopover()
  const { bottom } = found.range.getBoundingClientRect()
  const top = Math.min(bottom + 8, innerHeight - box.offsetHeight - 16)
  box.style.insetBlockStart = `${Math.max(16, top) + scrollY}px`
  box.querySelector("textarea").focus({ preventScroll: true })
}

function lead(other, url, language, name) {
  Object.assign(other, { href: url, hreflang: language, textContent: name, hidden: false })
}

// An earlier version has no ways across; its passage is offered where the present text still has it.
async function seek(other, id) {
  const answer = await fetch(words.parallel)
  if (answer.ok && (await answer.text()).includes(`id="${id}"`)) {
    lead(other, `${words.parallel}#${id}`, words.language, words.across)
  }
}

async function copy() {
  const text = box.querySelector("textarea")
  const status = box.querySelector("[role=status]")
  try {
    await navigator.clipboard.writeText(text.value)
    status.textContent = words.copied
  } catch {
    text.select()
    status.textContent = words.marked
  }
}

// The button stands behind the marked text: there the next step of the tabulator finds it.
function offer(button) {
  const found = marked()
  button.hidden = !found
  if (!found) return
  const line = [...found.range.getClientRects()].at(-1)
  const top = article.getBoundingClientRect()
  button.style.insetBlockStart = `${line.bottom - top.top + 6}px`
  button.style.insetInlineStart = `${Math.max(0, Math.min(line.right - top.left, top.width - 96) - 48)}px`
}

if (box && "popover" in HTMLElement.prototype) {
  const button = box.querySelector(".quote")
  article.append(button)
  article.after(box)
  let found = null
  document.addEventListener("selectionchange", () => requestAnimationFrame(() => offer(button)))
  button.addEventListener("pointerdown", event => {
    // or the text is no longer marked
    event.preventDefault()
    found = marked()
  })
  button.addEventListener("click", () => {
    found = marked() ?? found
    if (found) show(found)
  })
  box.querySelector(".copy").addEventListener("click", copy)
  leaveByKeys(box, () => found?.first)
  box.addEventListener("keydown", event => {
    if (event.key === "Escape") returnTo(box, found?.first)
  })
}

// ---- Addresses ----

const status = document.querySelector(".cite [role=status]")

async function keep(event) {
  const { href, dataset } = event.currentTarget
  try {
    await navigator.clipboard.writeText(href)
    status.textContent = status.dataset.copied.replace("{}", dataset.of)
  } catch {
    // it stands in the address bar
  }
}

// A heading's is a stop for keys as well; that of a passage, of which there are many, once its counterpart was opened.
function addAddress(block) {
  const holder = block.matches("p, h2, h3, h4") ? block : block.querySelector("figcaption, caption, :is(li, blockquote) > p")
  if (!holder) return
  const link = document.createElement("a")
  const isHeading = block.matches("h2, h3, h4")
  const name = isHeading ? block.textContent.trim() : fill(words.passage ?? "#", { number: numberOf(block) })
  link.className = "address"
  link.href = `#${ownId(block)}`
  link.dataset.of = name
  link.setAttribute("aria-label", fill(words.address ?? "#", { heading: name }))
  if (!isHeading && beginningOf(block).querySelector(".way-across")) link.tabIndex = -1
  link.addEventListener("click", keep)
  holder.append(link)
}

for (const block of body?.children ?? []) if (ownId(block)) addAddress(block)

// Where nothing can point, it shows in the passage that was touched last.
let near = null
body?.addEventListener("click", ({ target }) => {
  if (target.closest(".note-call")) return
  near?.classList.remove("near")
  near = beginningOf(blockOf(target))?.querySelector(".address")
  near?.classList.add("near")
  near?.removeAttribute("tabindex")
})
