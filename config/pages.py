"""The template engine of the public pages: what their templates may call, and what is compiled into them."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.template.backends.base import BaseEngine
from django.template.backends.jinja2 import Jinja2, Template
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import trans_real
from jinja2 import Environment, TemplateSyntaxError, Undefined
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape


class Pages(BaseEngine):
    """Jinja with an environment for each language of the interface, whose words are compiled into its templates."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({name: value for name, value in params.items() if name != "OPTIONS"})
        self._in = cache(lambda language: _engine(params, language))

    def get_template(self, template_name: str) -> Template:
        """Return the template with the words of the language that is active now."""
        return self._in(translation.get_language() or settings.LANGUAGE_CODE).get_template(template_name)


def _engine(params: dict[str, Any], language: str) -> Jinja2:
    options = {**params["OPTIONS"], "environment": "config.pages.environment", "language": language}
    return Jinja2({**params, "OPTIONS": options})


def environment(language: str, **options: Any) -> Environment:
    """Return Jinja's environment: texts escaped, the interface's words in this language, addresses of static files.

    What a template names and the page has not is nothing, in development as in production.
    """
    options |= {"autoescape": True, "undefined": Undefined, "keep_trailing_newline": True}
    made = _Environment(**options)
    made.add_extension("jinja2.ext.i18n")
    words = trans_real.translation(language)
    word = cache(words.gettext)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        word, lru_cache(1024)(words.ngettext), pgettext=words.pgettext, npgettext=words.npgettext
    )
    # The extension's own looks the function up in every call.
    made.globals["_"] = word
    # A file's address holds the digest of its content, which does not change while the process runs.
    made.globals["static"] = cache(static)
    made.add_extension(Known)
    return made


class _Generator(CodeGenerator):
    """Writes functions that escape a value where it is printed, without making a Markup that nothing asks."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape = environment.escaped")


class _Environment(Environment):
    """An environment whose templates ask the values of a page, most of them texts and dicts, as directly as can be."""

    code_generator_class = _Generator

    @staticmethod
    def escaped(value: Any) -> str:
        """Return what is printed for a value in HTML; what is HTML already is not copied."""
        if type(value) is str:
            return html.escape(value)
        return value.__html__() if hasattr(value, "__html__") else escape(value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the attribute or the entry; of a dict its entry, which would be looked for last."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


_EXTENDS = re.compile(r'{% extends "([^"]+)" %}')
_BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock %}", re.DOTALL)
_INCLUDE = re.compile(r'{% include "([^"]+)" %}')


class Known(Extension):
    """Puts what is known beforehand into a template: what it includes, words of the interface, addresses of static files.

    Jinja writes a word, escaped, into the text around it; a page has sixty of them.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source within what it extends, and with what it includes: one function writes the whole page.

        While templates are looked at for changes, each for itself, they stay apart.
        """
        if self.environment.auto_reload:
            return source
        if frame := _EXTENDS.match(source):
            source = self._within(source[frame.end() :], self._source(frame[1]), name)
        return _INCLUDE.sub(lambda found: self.preprocess(self._source(found[1]), found[1]), source)

    def _within(self, source: str, frame: str, name: str | None) -> str:
        """Return the frame with the blocks of this source in the place of its own."""
        if _BLOCK.sub("", source).strip():
            raise TemplateSyntaxError("What stands outside its blocks would be left out.", 1, name)
        own: dict[str, str] = dict(_BLOCK.findall(source))
        return _BLOCK.sub(lambda block: own.get(block[1], block[2]), frame)

    def _source(self, name: str) -> str:
        loader: Any = self.environment.loader
        source: str = loader.get_source(self.environment, name)[0]
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens, and in the place of each call of `_` or `static` with nothing but a text what it returns."""
        tokens, place = list(stream), 0
        while place < len(tokens):
            call = tokens[place : place + 4]
            if is_known := _is_known(call):
                name, _bracket, text, _end = call
                function: Any = self.environment.globals[name.value]
                yield Token(name.lineno, "string", function(text.value))
            else:
                yield call[0]
            place += len(call) if is_known else 1


def _is_known(call: Sequence[Token]) -> bool:
    shape = [token.type for token in call]
    return shape == ["name", "lparen", "string", "rparen"] and call[0].value in ("_", "static")
