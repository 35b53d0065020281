-- One run of pandoc for several styles: the whole list once in each, in a Div of the style's name.

function Pandoc(doc)
  local divs = {}
  for style in pandoc.utils.stringify(doc.meta.styles):gmatch("[%w-]+") do
    local copy = doc:clone()
    copy.meta.csl = style .. ".csl"
    table.insert(divs, pandoc.Div(pandoc.utils.citeproc(copy).blocks, {id = style}))
  end
  return pandoc.Pandoc(divs)
end
