"""Which language a request is answered in: the one in its address, else the one the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from papers import rendering


def language_in(path: str) -> str | None:
    """Return the language code a path begins with, None when it begins with no language of this site."""
    code = path.lstrip("/").split("/", 1)[0]
    return code if code in dict(settings.LANGUAGES) else None


class LanguageMiddleware:
    """Activates the language of the address.

    Django's LocaleMiddleware would redirect by Accept-Language and make every page vary by it; here only addresses
    without a language (the root, the admin) do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = language_in(request.path_info)
        language = named or translation.get_language_from_request(request)
        # A language of the papers without interface texts here is answered with English ones throughout.
        with translation.override(rendering.interface_language(language)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if named:
            response.headers.setdefault("Content-Language", named)
        elif request.path_info == "/" or request.path_info.startswith("/admin/"):
            patch_vary_headers(response, ("Accept-Language",))
        return response
