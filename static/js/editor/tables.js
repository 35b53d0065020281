// Tables with a caption and header cells; the grid inside is what prosemirror-tables knows as a table.

import { Extension, Node, pm } from "django-prose-editor/editor"
import { putBlock } from "editor/content"

const { tables: pmTables } = pm

const number = (name) => ({
  default: 1,
  parseHTML: (cell) => Number(cell.getAttribute(name)) || 1,
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
})
const cellAttributes = () => ({
  colspan: number("colspan"),
  rowspan: number("rowspan"),
  colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
})
const CELL = { content: "(paragraph | bulletList | orderedList)+", isolating: true }

const Frame = Node.create({
  name: "tableFrame",
  group: "block",
  content: "tableCaption? tableGrid",
  isolating: true,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, 0],
})

const Caption = Node.create({
  name: "tableCaption",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "caption" }],
  renderHTML: () => ["caption", 0],
})

const Grid = Node.create({
  name: "tableGrid",
  content: "tableRow+",
  tableRole: "table",
  parseHTML: () => [{ tag: "tbody" }],
  renderHTML: () => ["tbody", 0],
})

const Row = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)*",
  tableRole: "row",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
})

const Cell = Node.create({
  ...CELL,
  name: "tableCell",
  tableRole: "cell",
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: "td" }],
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
})

const Header = Node.create({
  ...CELL,
  name: "tableHeader",
  tableRole: "header_cell",
  addAttributes: () => ({ scope: { default: null }, ...cellAttributes() }),
  parseHTML: () => [{ tag: "th" }],
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
})

/** Return the table around the selection, with its place; null outside of one. */
function frameAround({ $from }) {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "tableFrame") return { node: $from.node(depth), position: $from.before(depth) }
  }
  return null
}

/** Return the content of a new table: `header` makes cells of the first row headings of their columns. */
function blank(schema, rows, columns, header) {
  const { tableFrame, tableCaption, tableGrid, tableRow, tableCell, tableHeader } = schema.nodes
  const row = (type, attributes) => tableRow.create(
    null, Array.from({ length: columns }, () => type.createAndFill(attributes)),
  )
  const all = Array.from({ length: rows }, (_, place) =>
    header && place === 0 ? row(tableHeader, { scope: "col" }) : row(tableCell, null))
  return tableFrame.create(null, [tableCaption.create(), tableGrid.create(null, all)])
}

const run = (command) => () => ({ state, dispatch }) => command(state, dispatch)

const Tables = Extension.create({
  name: "tables",
  extendNodeSchema: (extension) => (extension.config.tableRole ? { tableRole: extension.config.tableRole } : {}),
  addCommands: () => ({
    insertTable: ({ rows, columns, header }) => ({ tr, state, dispatch }) => {
      const table = blank(state.schema, rows, columns, header)
      if (dispatch) putBlock(tr, table, 1 + table.firstChild.nodeSize) // behind the caption: into the first cell
      return true
    },
    deleteTable: () => ({ tr, state, dispatch }) => {
      const frame = frameAround(state.selection)
      if (frame && dispatch) tr.delete(frame.position, frame.position + frame.node.nodeSize)
      return Boolean(frame)
    },
    toggleTableCaption: () => ({ tr, state, dispatch }) => {
      const frame = frameAround(state.selection)
      if (!frame) return false
      const first = frame.node.firstChild
      const start = frame.position + 1
      if (!dispatch) return true
      if (first.type.name === "tableCaption") tr.delete(start, start + first.nodeSize)
      else tr.insert(start, state.schema.nodes.tableCaption.create())
        .setSelection(pm.state.TextSelection.create(tr.doc, start + 1))
      return true
    },
    addRowBefore: run(pmTables.addRowBefore),
    addRowAfter: run(pmTables.addRowAfter),
    deleteRow: run(pmTables.deleteRow),
    addColumnBefore: run(pmTables.addColumnBefore),
    addColumnAfter: run(pmTables.addColumnAfter),
    deleteColumn: run(pmTables.deleteColumn),
    mergeCells: run(pmTables.mergeCells),
    splitCell: run(pmTables.splitCell),
    toggleHeaderRow: run(pmTables.toggleHeader("row")),
    toggleHeaderColumn: run(pmTables.toggleHeader("column")),
  }),
  addKeyboardShortcuts() {
    const move = (step) => () => {
      const { state, view } = this.editor
      if (!pmTables.isInTable(state)) return false
      return pmTables.goToNextCell(step)(state, view.dispatch)
        || (step > 0 && this.editor.chain().addRowAfter().run() && pmTables.goToNextCell(1)(view.state, view.dispatch))
    }
    return { Tab: move(1), "Shift-Tab": move(-1) }
  },
  addProseMirrorPlugins: () => [pmTables.tableEditing()],
})

export const tables = [Frame, Caption, Grid, Row, Cell, Header, Tables]
