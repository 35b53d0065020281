// Writing HTML into an editor, each time as one step that can be undone.

import { pm } from "django-prose-editor/editor"

/** Return the HTML as content of the editor; none for an empty text. */
export function parsed(editor, html) {
  if (!html.trim()) return pm.model.Fragment.empty
  const root = new DOMParser().parseFromString(html, "text/html").body
  return pm.model.DOMParser.fromSchema(editor.schema).parse(root, { preserveWhitespace: "full" }).content
}

/** Make the HTML all that stands in the editor. */
export function rewrite(editor, html) {
  const { state, view } = editor
  const content = parsed(editor, html)
  const whole = content.size ? content : state.schema.topNodeType.createAndFill().content
  view.dispatch(state.tr.replaceWith(0, state.doc.content.size, whole))
}

/** Put a block behind the one around the cursor, in place of an empty paragraph; the cursor goes `inside` signs into it. */
export function putBlock(tr, block, inside = 1) {
  const { $to, to } = tr.selection
  const around = $to.depth ? $to.node(1) : null
  const end = around ? $to.after(1) : to
  const begin = around?.type.name === "paragraph" && !around.content.size ? $to.before(1) : end
  tr.replaceWith(begin, end, block)
  tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(begin + inside))).scrollIntoView()
}

/** Return where the blocks stand that carry one of these passage ids. */
function stretches(doc, ids) {
  const found = []
  doc.forEach((node, from) => {
    const carried = (node.attrs.passage ?? "").split(" ")
    if (carried.some((id) => id && ids.includes(id))) found.push({ from, to: from + node.nodeSize, node })
  })
  return found
}

/** Return the blocks that carry one of these passage ids. */
export function blocks(editor, ids) {
  return pm.model.Fragment.fromArray(stretches(editor.state.doc, ids).map(({ node }) => node))
}

/** Put the content in place of the blocks with these ids; where there are none, behind the nearest of `before`. */
export function replaceBlocks(editor, ids, content, before) {
  const { state, view } = editor
  const gone = stretches(state.doc, ids)
  const near = before.map((others) => stretches(state.doc, others)).filter((found) => found.length).at(-1)
  const change = state.tr.insert(gone[0]?.from ?? near?.at(-1).to ?? 0, content)
  for (const { from, to } of gone) change.delete(change.mapping.map(from, 1), change.mapping.map(to))
  view.dispatch(change)
}
