// Figures: one picture of ours with its alternative text, and below it a caption and a credit.

import { Node, pm } from "django-prose-editor/editor"

export const OURS = /^\/media\/[0-9a-f]{64}\.(png|jpg|gif|webp)$/

/** Return the image of a figure as attributes; false when it is not one of ours. */
function picture(element) {
  const image = element.matches("img") ? element : element.querySelector("img")
  const source = image?.getAttribute("src") ?? ""
  return OURS.test(source) && { src: source, alt: image.getAttribute("alt") ?? "" }
}

/** Return the nodes of a figure's caption and credit as the page has them. */
function parts(element, schema) {
  const parser = pm.model.DOMParser.fromSchema(schema)
  const caption = element.querySelector("figcaption")?.cloneNode(true) ?? document.createElement("p")
  const credit = document.createElement("p")
  for (const small of caption.querySelectorAll("small")) {
    credit.append(...small.childNodes)
    small.remove()
  }
  const read = (dom, type) => parser.parse(dom, { topNode: type.create(), preserveWhitespace: "full" })
  const { figureText, figureCredit } = schema.nodes
  return pm.model.Fragment.from([read(caption, figureText), read(credit, figureCredit)])
}

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "figureText figureCredit",
  isolating: true,
  draggable: true,
  // The folder in which staff see pictures that are not public yet.
  addOptions: () => ({ folder: "/media/" }),
  addAttributes: () => ({
    src: { default: "", renderHTML: () => ({}) },
    alt: { default: "", renderHTML: () => ({}) },
  }),
  parseHTML: () => [
    { tag: "figure", getAttrs: picture, getContent: parts },
    { tag: "img", getAttrs: picture, getContent: parts },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    "figure", HTMLAttributes, ["img", { src: node.attrs.src, alt: node.attrs.alt }], ["figcaption", 0],
  ],
  addNodeView() {
    const { folder } = this.options
    return ({ node }) => {
      const dom = document.createElement("figure")
      const image = document.createElement("img")
      const contentDOM = document.createElement("figcaption")
      const show = ({ attrs }) => {
        image.src = attrs.src.replace("/media/", folder)
        image.alt = attrs.alt
      }
      show(node)
      dom.append(image, contentDOM)
      return {
        dom,
        contentDOM,
        update: (changed) => changed.type.name === "figure" && (show(changed), true),
        ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
      }
    }
  },
})

export const FigureText = Node.create({
  name: "figureText",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "span.figure-text" }],
  renderHTML: () => ["span", { class: "figure-text" }, 0],
})

export const FigureCredit = Node.create({
  name: "figureCredit",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "small" }],
  renderHTML: () => ["small", 0],
})
