"""The template engine of the public pages: what their templates may call."""

from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, Undefined


def environment(**options: Any) -> Environment:
    """Return Jinja's environment: texts escaped, the interface's words in the active language, addresses of static files.

    What a template names and the page has not is nothing, in development as in production.
    """
    options |= {"autoescape": True, "undefined": Undefined, "keep_trailing_newline": True}
    made = Environment(**options)  # noqa: S701  # the line above is what it asks for
    made.add_extension("jinja2.ext.i18n")
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        translation.gettext,
        translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    # The extension's own looks the function up in every call.
    made.globals["_"] = translation.gettext
    # A file's address holds the digest of its content, which does not change while the process runs.
    made.globals["static"] = cache(static)
    return made
