// On paper: the text in pages, and each note at the foot of the page on which it is called.
// No browser does this by itself, so a copy of the text is cut into sheets of just the size that print.css gives a page,
// and is taken away again afterwards. Whatever fails, the text is printed as it stands, its notes in a list at its end.

const article = document.querySelector("article.paper, article.parallel")
const CALL = ".note-call > a[role=doc-noteref]"
const WHOLE = "tr, figure, img, ruby, caption, thead"
// pixels between two columns (print.css), more than anything reaches out of its own
const GULF = 400

const make = (name, classes) => Object.assign(document.createElement(name), { className: classes })
const letters = nodes => nodes.map(node => node.textContent).join("").replace(/\s/g, "")
const hasContent = part => part.querySelector("img, hr") !== null || part.textContent.trim() !== ""
const noteId = call => decodeURIComponent(call.hash.slice(1))
const fail = reason => {
  throw new Error(reason)
}

function stretch(from, offset, to, end) {
  const range = document.createRange()
  range.setStart(from, offset)
  range.setEnd(to, end)
  return range
}

// ---- Where a page ends: the browser breaks the text, with its own care for widows, headings and figures ----

// As one column of this height, and more of them beside it for what does not fit (print.css).
function pour(box, height) {
  box.classList.add("poured")
  box.style.blockSize = `${Math.max(1, Math.floor(height))}px`
}

function settle(box) {
  box.classList.remove("poured")
  box.style.blockSize = ""
}

const within = (box, rect) => rect.left < box.getBoundingClientRect().left + box.clientWidth + GULF / 2

// Own boxes, or those of what it holds where it has none.
function boxesOf(parent, index) {
  const child = parent.childNodes[index]
  const own = child.nodeType === 1 ? [...child.getClientRects()] : []
  return own.length ? own : [...stretch(parent, index, parent, index + 1).getClientRects()]
}

// The first letter that stands beyond; a word that was divided there goes over as a whole.
function firstLetter(box, text) {
  let [low, high] = [0, text.length]
  while (low < high) {
    const half = (low + high) >> 1
    const [rect] = stretch(text, half, text, high).getClientRects()
    if (rect && within(box, rect)) low = half + 1
    else high = half
  }
  const isDivided = /^\p{L}{2}$/u.test(text.data.slice(low - 1, low + 1))
  if (!isDivided || getComputedStyle(text.parentElement).hyphens !== "auto") return low
  return low - text.data.slice(0, low).match(/[\p{L}\p{N}]*$/u)[0].length
}

// The place from which on everything stands beyond the first column; null when all is within.
function brink(box, node = box) {
  for (const [index, child] of [...node.childNodes].entries()) {
    const rects = boxesOf(node, index)
    if (!rects.length || within(box, rects.at(-1))) continue
    if (!within(box, rects[0]) || (child.nodeType === 1 && child.matches(WHOLE))) return [node, index]
    return child.nodeType === 1 ? brink(box, child) ?? [node, index] : [child, firstLetter(box, child)]
  }
  return null
}

// True when something stands in a node before this place; the head of a table without a row is nothing.
function hasBefore(node, offset) {
  const part = stretch(node, 0, node, offset).cloneContents()
  for (const head of part.querySelectorAll("caption, thead")) head.remove()
  return hasContent(part)
}

// The same place, outside of whatever would be left empty before it.
function outside(box, [node, offset]) {
  while (node !== box && !hasBefore(node, offset)) {
    offset = [...node.parentNode.childNodes].indexOf(node)
    node = node.parentNode
  }
  return [node, offset]
}

// ---- Cutting there ----

// The elements around a place, from the box inwards.
function around(box, node) {
  const chain = []
  for (let each = node; each !== box; each = each.parentNode) if (each.nodeType === 1) chain.unshift(each)
  return chain
}

// A table keeps its columns on both pages, and has its head again.
function keepColumns(table) {
  const widths = [...table.rows[0].cells].map(cell => `${cell.getBoundingClientRect().width}px`)
  for (const row of table.rows) {
    if (row.cells.length === widths.length) widths.forEach((width, n) => (row.cells[n].style.inlineSize = width))
  }
}

function goOn(one, two, inner) {
  two.removeAttribute("id")
  if (one.matches("li")) two.classList.add("continued")
  if (one.matches("ol")) two.start = one.start + one.children.length - (inner ? 1 : 0)
  if (one.matches("table") && one.tHead) two.prepend(Object.assign(one.tHead.cloneNode(true), { className: "again" }))
}

// Takes away what stands from the place on, and returns it; what is divided there goes on in it as the same thing.
function cut(box, [node, offset]) {
  const chain = around(box, node)
  const table = chain.find(each => each.matches("table"))
  if (table) keepColumns(table)
  const next = node.nodeType === 3 ? node : node.childNodes[offset]
  const isInLine = next && (next.nodeType === 3 || getComputedStyle(next).display.startsWith("inline"))
  const isJustified = isInLine && getComputedStyle(chain.at(-1)).textAlign === "justify"
  const rest = stretch(node, offset, box, box.childNodes.length).extractContents()
  const halves = []
  for (const each of chain) halves.push((halves.at(-1) ?? rest).firstChild)
  chain.forEach((each, n) => goOn(each, halves[n], chain[n + 1]))
  if (isInLine) {
    const block = chain.findLastIndex(each => !getComputedStyle(each).display.startsWith("inline"))
    if (isJustified) chain[block].classList.add("cut")
    halves[block].classList.add("continued")
  }
  return rest
}

// ---- One page: as much of the text as fits together with the notes that are called on it ----

// pixels: less room than for a line
const LEAST = 24
const [LOOSE, FORCED] = [1, 2]

function beginSheet(sheets) {
  const [sheet, feet] = [make("section", "sheet"), make("section", "endnotes feet")]
  const [box, list] = [make("div", "text"), make("ol", "")]
  feet.append(list)
  sheet.append(box, feet)
  sheets.append(sheet)
  return { sheet, box, feet, list }
}

// What goes over to the next page when the notes may be this high: nothing also where none of them can be divided.
function divide(list, height) {
  pour(list, height)
  const place = brink(list)
  const rest = place ? [...cut(list, outside(list, place)).children] : []
  settle(list)
  return rest
}

const lineOf = call => call.closest(".nb, .note-call")

function middle(box, call) {
  const { top, bottom } = lineOf(call).getBoundingClientRect()
  return (top + bottom) / 2 - box.getBoundingClientRect().top
}

// The text up to this limit with its notes. Returns what is left of them, or the lower limit to try next.
function attempt({ box, feet, list }, { carried, notes, full }, limit, isForced) {
  const called = []
  const room = () => {
    feet.hidden = !list.firstChild
    return Math.min(limit, full - feet.offsetHeight)
  }
  const pourText = () => pour(box, room())
  const fits = call => {
    const [rect] = call.getClientRects()
    return rect !== undefined && within(box, rect) && middle(box, call) < room()
  }
  list.replaceChildren(...carried.map(note => note.cloneNode(true)))
  const over = feet.offsetHeight > full * 0.7 ? divide(list, full * 0.6) : []
  pourText()
  for (const call of box.querySelectorAll(CALL)) {
    const note = notes.get(noteId(call))?.cloneNode(true)
    if (!note || !fits(call) || called.some(other => other.hash === call.hash)) continue
    const line = middle(box, call)
    if (over.length && !isForced) return { limit: line }
    called.push(call)
    if (over.length) {
      over.push(note)
      continue
    }
    list.append(note)
    pourText()
    if (fits(call)) continue
    const leading = parseFloat(getComputedStyle(lineOf(call).parentElement).lineHeight)
    // One line more than its own, or that would stand alone on the next page.
    over.push(...divide(list, full - line - 1.75 * leading - (feet.offsetHeight - list.offsetHeight)))
    pourText()
    if (!over.length || !list.contains(note) || !fits(call)) return { limit: line }
  }
  return called.every(fits) ? { called, over } : { limit: limit - LEAST }
}

// Nothing but notes that are still to come from the pages before.
function fillWithNotes({ box, feet, list }, { carried, full }) {
  const rest = stretch(box, 0, box, box.childNodes.length).extractContents()
  settle(box)
  list.replaceChildren(...carried)
  feet.hidden = false
  const over = divide(list, full - LEAST)
  if (!list.children.length) fail("a note that cannot be divided")
  return { rest, over }
}

// Returns what is left of the text and of the notes called up to here. Two long notes called in neighbouring lines part
// these (LOOSE); what cannot be parted at all is printed together, and the second note begins on the next page (FORCED).
function fill(page, flow) {
  const { box } = page
  for (let limit = flow.full, ease = 0; ;) {
    box.classList.toggle("loose", ease > 0)
    const { called, over, limit: next } = attempt(page, flow, limit, ease === FORCED)
    const [node, offset] = called ? outside(box, brink(box) ?? [box, box.childNodes.length]) : [box, 0]
    if (node !== box || offset > 0) {
      const rest = cut(box, [node, offset])
      settle(box)
      called.forEach(call => flow.notes.delete(noteId(call)))
      return { rest, over }
    }
    if (ease < FORCED && next >= LEAST && next < limit) limit = next
    else if (ease < LOOSE) [ease, limit] = [LOOSE, flow.full]
    else if (flow.carried.length) return fillWithNotes(page, flow)
    else if (ease < FORCED) [ease, limit] = [FORCED, 3 * LEAST]
    else if (limit < flow.full) limit = Math.min(flow.full, 2 * limit)
    else fail("not even a line fits")
  }
}

// ---- The whole text ----

function copyText() {
  const parts = document.querySelectorAll(".masthead, main > .banner, article.paper")
  const copies = [...parts].map(part => part.cloneNode(true))
  for (const copy of copies) {
    for (const picture of copy.querySelectorAll("img")) picture.loading = "eager"
    // What is folded would have a fold on each of its pages.
    for (const fold of copy.querySelectorAll("details")) {
      const open = make("section", fold.className)
      open.append(...fold.childNodes)
      fold.replaceWith(open)
    }
  }
  return copies
}

// The notes by what their calls lead to, with their numbers; those that nothing calls stay where they are.
function takeNotes(box) {
  const called = new Set([...box.querySelectorAll(CALL)].map(noteId))
  const notes = new Map()
  for (const [index, note] of [...box.querySelectorAll(".endnotes > ol > li")].entries()) {
    note.className = ""
    note.style = `counter-set: note ${index + 1}`
    if (called.has(note.id)) notes.set(note.id, note)
  }
  for (const note of notes.values()) note.remove()
  if (!box.querySelector(".endnotes > ol > li")) box.querySelector(".endnotes")?.remove()
  return notes
}

// letters, more than two pages hold: what lies further on need not be laid out yet
const AHEAD = 12000

function hideWhatIsFar(box) {
  let before = 0
  for (const block of box.querySelectorAll(".body > *")) {
    block.hidden = before > AHEAD
    before += block.textContent.length
  }
}

function layOut() {
  const sheets = make("div", "sheets")
  document.body.prepend(sheets)
  let page = beginSheet(sheets)
  const height = page.sheet.clientHeight
  page.box.append(...copyText())
  const isHidden = each => getComputedStyle(each).display === "none"
  for (const each of [...page.box.querySelectorAll("*")].filter(isHidden)) each.remove()
  const notes = takeNotes(page.box)
  const whole = [letters([page.box]), letters([...notes.values()])]
  // A line less than there is: on paper a letter may be a little wider than on the screen, and a line be one more.
  const full = height - parseFloat(getComputedStyle(page.box).lineHeight)
  for (let flow = { notes, full, carried: [] }; ; page = beginSheet(sheets)) {
    if (flow.rest) page.box.append(flow.rest)
    hideWhatIsFar(page.box)
    const { rest, over } = fill(page, flow)
    if (page.sheet.clientHeight > height || page.box.querySelector("[hidden]")) fail("a page does not hold what it should")
    if (!hasContent(rest) && !over.length) break
    flow = { ...flow, rest, carried: over }
  }
  check(sheets, whole)
}

// Nothing is lost and nothing stands there twice, or the sheets are not printed.
function check(sheets, whole) {
  const copy = sheets.cloneNode(true)
  for (const head of copy.querySelectorAll(".again")) head.remove()
  const printed = [".text", ".feet"].map(part => letters([...copy.querySelectorAll(part)]))
  if (printed.some((part, n) => part !== whole[n])) fail("the pages do not hold the text")
}

// ---- Before and after ----

function* rulesOf(rules) {
  for (const rule of rules) {
    yield rule
    yield* rulesOf(rule.styleSheet?.cssRules ?? rule.cssRules ?? [])
  }
}

const allRules = () => [...document.styleSheets].flatMap(sheet => [sheet, ...rulesOf(sheet.cssRules)])

const AS_ON_PAPER = { print: "all", screen: "print" }

// Does something while the page looks on the screen as it will on paper; nobody sees it in between.
function asOnPaper(work) {
  const changed = allRules().map(rule => rule.media).filter(media => media?.mediaText in AS_ON_PAPER)
  const before = changed.map(media => media.mediaText)
  const [left, top] = [scrollX, scrollY]
  for (const media of changed) media.mediaText = AS_ON_PAPER[media.mediaText]
  try {
    work()
  } finally {
    changed.forEach((media, n) => (media.mediaText = before[n]))
    scrollTo({ left, top, behavior: "instant" })
  }
}

// What stands in the margins of the paper: series and title, the address, the day of printing.
function writeMargins() {
  const { head, title, printed } = article.dataset
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date())
  const texts = {
    "top-left": head,
    "top-right": title,
    "bottom-left": `${location.origin}${location.pathname}  ${printed.replace("{date}", day)}`,
  }
  for (const rule of allRules()) {
    if (rule instanceof CSSMarginRule && rule.style.content === '""') rule.style.content = JSON.stringify(texts[rule.name] ?? "")
  }
}

const takeAway = () => document.querySelector(".sheets")?.remove()

function prepare() {
  takeAway()
  try {
    writeMargins()
    if (article.matches(".paper") && article.querySelector(CALL)) asOnPaper(layOut)
  } catch {
    takeAway()
  }
}

// An engine that knows the margins of a page also gives it the size that is asked for.
if (article && "CSSMarginRule" in window) {
  addEventListener("beforeprint", prepare)
  addEventListener("afterprint", takeAway)
}
