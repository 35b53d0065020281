// What pasted styles mean: marks of text, and the lists that Word writes as paragraphs with a sign before them.

// What a style says, and the element that says it here. The page's policy blocks styles, also in what is only parsed.
const MARKS = [["font-weight", /^(bold|bolder|[6-9]00)$/, "strong"], ["font-style", /^(italic|oblique)/, "em"],
  ["vertical-align", /^super$/, "sup"], ["vertical-align", /^sub$/, "sub"]]
const PLAIN = [["b, strong", "font-weight", /^(normal|400)$/], ["i, em", "font-style", /^normal$/]]
const MEMBER = /^(l\d+) level(\d)/
const SIGN = "[data-style*='mso-list:ignore' i]"
const PICTOGRAMS = /symbol|wingdings|webdings/

/** Return the HTML as a body; what stood in `style` stands in `data-style`, which no policy takes away. */
export function unstyled(html) {
  const kept = html.replace(/<style[\s>][\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style=/gi, "$1data-style=")
  return new DOMParser().parseFromString(kept, "text/html").body
}

/** Return what a style says by the whole name of each property: Word's mso-bidi-font-weight is no font-weight. */
function properties(element) {
  const pairs = (element.dataset.style ?? "").toLowerCase().split(";").map((pair) => pair.split(":"))
  return new Map(pairs.map(([name, ...value]) => [name.trim(), value.join(":").trim()]))
}

/** Make styles that mean a mark that mark; a bold or italic element with the style of ordinary text is none. */
export function takeMarks(root) {
  for (const element of root.querySelectorAll("[data-style]")) {
    const style = properties(element)
    const means = ([, property, pattern]) => pattern.test(style.get(property) ?? "")
    if (PLAIN.some((rule) => element.matches(rule[0]) && means(rule))) element.replaceWith(...element.childNodes)
    if (!element.matches("span")) continue
    for (const [property, pattern, name] of MARKS) {
      if (!pattern.test(style.get(property) ?? "")) continue
      const mark = document.createElement(name)
      mark.append(...element.childNodes)
      element.append(mark)
    }
  }
}

/** Return whether the sign before an item counts the items; a letter of Wingdings or Symbol is a picture. */
function counts(sign, words) {
  if (/\p{N}/u.test(words)) return true
  const fonts = [sign, sign.parentElement, ...sign.querySelectorAll("*")].map((part) => properties(part).get("font-family") ?? "")
  const drawn = fonts.some((font) => PICTOGRAMS.test(font)) || (words === "o" && fonts.some((font) => font.includes("courier")))
  return /\p{L}/u.test(words) && !drawn
}

/** Return what Word says of a paragraph in a list: which one, how deep, and how its sign counts; null of any other. */
function membership(paragraph) {
  const [, list, level] = MEMBER.exec(properties(paragraph).get("mso-list") ?? "") ?? []
  const sign = paragraph.querySelector(SIGN)
  if (!list || !sign) return null
  const words = sign.textContent.normalize("NFKC").trim()
  const name = counts(sign, words) ? "ol" : "ul"
  return { list, level: Number(level), name, start: /(\d+)\D*$/.exec(words)?.[1] ?? "1", sign }
}

/** Open the list of an item: in the last item of the list around it, else where the paragraph stands. */
function opened({ name, start }, around, paragraph) {
  const list = document.createElement(name)
  if (name === "ol" && start !== "1") list.setAttribute("start", start)
  if (around) around.element.lastElementChild.append(list)
  else paragraph.before(list)
  return list
}

/** Make the paragraphs that Word means as items real lists, as deep as it says, without their signs. */
export function takeLists(root) {
  let open = [] // the lists from the outermost to the one that took the last item
  for (const paragraph of root.querySelectorAll("p[data-style*='mso-list' i]")) {
    const found = membership(paragraph)
    if (!found) continue
    if (paragraph.previousElementSibling !== open[0]?.element) open = []
    open = open.filter(({ level }) => level <= found.level)
    const last = open.at(-1)
    if (last?.level === found.level && (last.list !== found.list || last.name !== found.name)) open.pop()
    if (open.at(-1)?.level !== found.level) {
      open.push({ ...found, element: opened(found, open.at(-1), paragraph) })
    }
    const item = document.createElement("li")
    open.at(-1).element.append(item)
    found.sign.remove()
    item.append(paragraph)
  }
}
