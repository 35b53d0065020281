// What the editor may hold: the nodes and marks of papers/markup/declaration.py, in the order in which they nest.

import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Gapcursor, HardBreak, Heading, History, Italic, ListItem, Mark,
  Node, OrderedList, Paragraph, Subscript, Superscript, Text,
} from "django-prose-editor/editor"
import { Call } from "editor/calls"
import { Figure, FigureCredit, FigureText } from "editor/figures"
import { Passages } from "editor/passages"
import { tables } from "editor/tables"

const INNER_BLOCKS = "(paragraph | bulletList | orderedList)+"
const SCHEMES = /^(https?:\/\/[^/?#\s]|mailto:\S)\S*$/i

const Link = Mark.create({
  name: "link",
  priority: 990,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (a) => SCHEMES.test(a.getAttribute("href").trim()) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
})

const Language = Mark.create({
  name: "language",
  priority: 980,
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: "span[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})

const Ruby = Node.create({
  name: "ruby",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    base: {
      default: "",
      parseHTML: (ruby) => [...ruby.childNodes].filter((n) => !/^R[TP]C?$/.test(n.nodeName)).map((n) => n.textContent).join(""),
      renderHTML: () => null,
    },
    reading: {
      default: "",
      parseHTML: (ruby) => [...ruby.querySelectorAll("rt")].map((rt) => rt.textContent).join(""),
      renderHTML: () => null,
    },
  }),
  parseHTML: () => [{ tag: "ruby" }],
  renderHTML: ({ node }) => ["ruby", node.attrs.base, ["rt", node.attrs.reading]],
  renderText: ({ node }) => node.attrs.base,
})

// A mark's priority is how far outside it nests: the order of MARKS in the declaration.
const marks = [
  Link,
  Language,
  Bold.extend({ priority: 970 }),
  Italic.extend({ priority: 960, parseHTML() { return [...this.parent(), { tag: "cite" }] } }),
  Subscript.extend({ priority: 950 }),
  Superscript.extend({ priority: 940 }),
]

const OurHeading = Heading.extend({
  parseHTML: () => ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag, place) => ({
    tag,
    attrs: { level: Math.min(Math.max(place + 1, 2), 4) },
  })),
}).configure({ levels: [2, 3, 4] })

const OurOrderedList = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (list) => Number(list.getAttribute("start")) || 1,
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
})

const common = [Document, Text, Paragraph, HardBreak, History, Gapcursor, Dropcursor, ...marks]

/** The extensions of a body: all that the declaration lists. */
export const bodyExtensions = [
  ...common,
  OurHeading,
  Blockquote.extend({ content: INNER_BLOCKS }),
  BulletList,
  OurOrderedList,
  ListItem.extend({ content: "(paragraph | bulletList | orderedList | blockquote)+" }),
  Ruby,
  Call,
  Figure,
  FigureText,
  FigureCredit,
  ...tables,
  Passages,
]

/** The extensions of a note, an abstract, a notice: paragraphs with marks and ruby. */
export const noteExtensions = [...common, Ruby]
