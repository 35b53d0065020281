"""The images of a manuscript: what a format names becomes an address, or a line of the report."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from papers import media
from papers.importing.draft import Draft


class Gallery:
    """The images of one draft: what a format names comes out as an address, once stored or refused."""

    def __init__(self, draft: Draft, find: Callable[[str], bytes | None]) -> None:
        self.draft, self.find = draft, find
        self.known: dict[str, str | media.Unkept] = {}

    def address(self, source: str, alternative: str = "") -> str | None:
        """Return the address of the stored image, or None, having reported why."""
        if source not in self.known:
            self.known[source] = self._keep(source)
        found = self.known[source]
        if isinstance(found, str):
            return found
        name = source.partition(";")[0] if source.startswith("data:") else source
        self.draft.report.lose(_("image"), f"{alternative} ({name})" if alternative else name, str(found))
        return None

    def _keep(self, source: str) -> str | media.Unkept:
        data = self.find(source)
        try:
            if data is None:
                raise media.Unkept(_("The image is not in the file."))
            picture = media.read(data)
        except media.Unkept as reason:
            return reason
        self.draft.pictures[picture.digest] = picture
        return f"/media/{picture.digest}.{picture.extension}"
