"""The public pages; each function is named after its page."""

from papers.views.beside import parallel
from papers.views.editions import paper, version
from papers.views.files import file, parallel_file, version_file
from papers.views.frame import broken, not_found
from papers.views.labels import author, series, tag
from papers.views.lists import authors, home, papers, series_list, tags
from papers.views.site import healthz, media, robots, root, series_colours, site_page

__all__ = [
    "author",
    "authors",
    "broken",
    "file",
    "healthz",
    "home",
    "media",
    "not_found",
    "paper",
    "papers",
    "parallel",
    "parallel_file",
    "robots",
    "root",
    "series",
    "series_colours",
    "series_list",
    "site_page",
    "tag",
    "tags",
    "version",
    "version_file",
]
