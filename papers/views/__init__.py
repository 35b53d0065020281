"""The public pages; each function is named after its page."""

from papers.views.beside import parallel
from papers.views.downloads import paper_file, papers_file, version_file
from papers.views.editions import paper, version
from papers.views.frame import broken, not_found
from papers.views.labels import author, series, tag
from papers.views.library_files import reference_file, references_file
from papers.views.lists import authors, home, papers, series_list, tags
from papers.views.previews import series_preview, site_preview
from papers.views.printed import file, numbered_file, parallel_file
from papers.views.reference import reference
from papers.views.references import references
from papers.views.site import healthz, media, media_copy, robots, root, series_colours, site_page
from papers.views.specimen import specimen

__all__ = [
    "author",
    "authors",
    "broken",
    "file",
    "healthz",
    "home",
    "media",
    "media_copy",
    "not_found",
    "numbered_file",
    "paper",
    "paper_file",
    "papers",
    "papers_file",
    "parallel",
    "parallel_file",
    "reference",
    "reference_file",
    "references",
    "references_file",
    "robots",
    "root",
    "series",
    "series_colours",
    "series_list",
    "series_preview",
    "site_page",
    "site_preview",
    "specimen",
    "tag",
    "tags",
    "version",
    "version_file",
]
