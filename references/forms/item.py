"""An item as a form: a field for each variable, and what it has besides kept as it is.

A field that is left as it was shown changes nothing, whatever shape its value has in the item.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from references import csl
from references.forms import dates, kinds, names

WEAK = 0.7  # a field that a machine read by its place alone
LINE, TEXT, RAW = 1_000, 20_000, 200_000  # signs of a line, of an abstract, of a whole item

_TO_A_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ADDRESS = re.compile(r"https?://[^\s/$.?#][^\s]*", re.IGNORECASE)


# The texts that are written in the language of the work.
_OF_THE_WORK = ("title", "container-title", "volume-title", "collection-title", "abstract")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_of(item: Mapping[str, Any], name: str = "title") -> str:
    """Return the language of a variable's text as its code; empty where the item does not say it, or says no code."""
    language = item.get("language")
    is_code = isinstance(language, str) and _LANGUAGE.fullmatch(language)
    return str(language) if is_code and name in _OF_THE_WORK else ""


def tidied(text: Any) -> str:
    return " ".join(str(text).split())


def text_of(value: Any) -> str:
    """Return a variable of text as a form shows it: a list of things and the like as its JSON."""
    if value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def shown(name: str, value: Any) -> str:
    """Return the value of a variable as people read it: a type by its name, names one after the other, a date as typed."""
    if name == "type":
        return kinds.kind_name(str(value))
    if name in kinds.NAMES:
        return "; ".join(map(names.shown, names.rows(value)))
    return dates.shown(value) if name in kinds.DATES else text_of(value)


class VariableField(forms.CharField):
    """A variable of text; what stays as it was shown is not looked at."""

    def __init__(self, *, name: str, stands: str, **kwargs: Any) -> None:
        is_long, is_title = name in kinds.LONG, name == "title"
        most = max(TEXT if is_long else LINE, len(stands))
        rows = {"rows": 4 if is_long else 2}
        widget = forms.Textarea(rows) if is_long or is_title else forms.TextInput()
        super().__init__(required=is_title, max_length=most, widget=widget, **kwargs)
        self.name, self.stands = name, tidied(stands)

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        if self.name not in kinds.LONG:
            written = tidied(written)
        if not written or not self.has_changed(None, written):
            return written
        return {"DOI": _doi, "URL": _address}.get(self.name, str)(written)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tidied(data or "") != self.stands


def _doi(written: str) -> str:
    doi = _TO_A_DOI.sub("", written)
    if not _DOI.fullmatch(doi):
        raise ValidationError(_("“%s” is no DOI: one begins with “10.”, such as 10.1234/abc.") % written[:80])
    return doi


def _address(written: str) -> str:
    if not _ADDRESS.fullmatch(written):
        raise ValidationError(_("“%s” is no address: one begins with https:// or http://.") % written[:80])
    return written


class KindField(forms.ChoiceField):
    """The type; one that is none of CSL's stays until another is chosen."""

    def __init__(self, *, stands: str, **kwargs: Any) -> None:
        known = sorted(((code, str(name)) for code, name in kinds.KINDS.items()), key=lambda each: each[1])
        super().__init__(choices=[("", "—"), *known], label=capfirst(_("type")), **kwargs)
        self.stands = stands


class RawInput(forms.Textarea):
    """A text with a mark of what is stored beside it; sent back as it was stored then, it is nothing that was typed."""

    stored = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        sent = data.get(name)
        return None if sent is None or data.get(f"{name}-shown") == _mark(sent) else sent

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        area = super().render(name, value, attrs, renderer)
        mark = _mark(self.stored)
        return format_html('{}<input type="hidden" name="{}-shown" value="{}">', area, name, mark)


def _mark(text: str) -> str:
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()


class RawField(forms.CharField):
    """The whole item as JSON, for experts; cleaned, the item, or None when it is as it was shown."""

    def __init__(self, *, stands: Mapping[str, Any]) -> None:
        text = json.dumps(stands, ensure_ascii=False, indent=2)
        help_text = gettext_lazy("For experts: change this or the fields above, not both.")
        widget = RawInput({"rows": 12, "class": "raw", "spellcheck": "false"})
        super().__init__(required=False, widget=widget, label=_("CSL-JSON"), help_text=help_text, strip=False)
        self.text = self.widget.stored = text

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if data is None else data

    def clean(self, value: Any) -> Any:
        if not self.has_changed(None, value):
            return None
        if len(value) > RAW:
            raise ValidationError(_("The JSON has more than %(most)s signs.") % {"most": RAW})
        item = read_json(value)
        if not isinstance(item, dict):
            raise ValidationError(_("A reference is a CSL-JSON object."))
        if wrong := csl.problems(item):
            told = _("Missing or wrong in the CSL item: %(names)s.")
            raise ValidationError(told % {"names": ", ".join(map(kinds.label, wrong))})
        if item.get("URL"):
            _address(text_of(item["URL"]))
        return item

    def has_changed(self, initial: Any, data: Any) -> bool:
        written = str(data or "").replace("\r\n", "\n").strip()
        return bool(written) and written != self.text


def read_json(text: str) -> Any:
    """Return what the JSON says; raise ValidationError with its line when it is none."""
    try:
        return json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as wrong:
        told = _("This is no JSON: line %(line)s, sign %(column)s.")
        raise ValidationError(told % {"line": wrong.lineno, "column": wrong.colno}) from wrong
    except (RecursionError, ValueError) as wrong:
        raise ValidationError(_("This is no JSON that an item can be.")) from wrong


def _refused(name: str) -> Any:
    raise ValueError(name)


class ItemFields(forms.BaseForm):
    """Fields of an item on any form: `take_item` makes them, `item` reads them."""

    def take_item(
        self,
        item: Mapping[str, Any],
        confidence: Mapping[str, float] | None = None,
        *,
        with_raw: bool = False,
    ) -> None:
        self.stood = dict(item)
        sure = confidence or {}
        self.unsure = {
            name for name, value in sure.items() if isinstance(value, int | float) and value < WEAK
        }
        self.fields["type"] = KindField(stands=text_of(item.get("type")))
        self.initial["type"] = text_of(item.get("type"))
        for name in kinds.ordered():
            self.fields[name] = self._field(name, item.get(name))
        if with_raw:
            self.fields["raw"] = RawField(stands=item)
            self.initial["raw"] = self.fields["raw"].text
        for name in self.unsure & self.fields.keys():
            self.fields[name].help_text = gettext_lazy("read from a note; not sure")
            self.fields[name].is_unsure = True

    def _field(self, name: str, value: Any) -> forms.Field:
        label = capfirst(kinds.label(name))
        if name in kinds.NAMES:
            self.initial[name] = names.rows(value)
            return names.NamesField(stands=value, label=label)
        if name in kinds.DATES:
            self.initial[name] = dates.shown(value)
            return dates.DateField(stands=dates.shown(value), label=label)
        self.initial[name] = text_of(value)
        field = VariableField(name=name, stands=text_of(value), label=label)
        if language := language_of(self.stood, name):
            field.widget.attrs["lang"] = language
        return field

    def shown_names(self) -> tuple[list[str], list[str]]:
        """Return the variables of this type and those the item has, and the other ones."""
        wrong = [name for name in kinds.ordered() if name in self.errors] if self.is_bound else []
        first = kinds.shown_first(str(self["type"].value() or ""), [*self.stood, *wrong])
        return first, [name for name in kinds.ordered() if name not in first]

    def kept(self) -> list[tuple[str, str]]:
        """Return what the item says that no field asks for."""
        asked = {*kinds.LABELS}
        return [(name, text_of(value)) for name, value in self.stood.items() if name not in asked]

    def check_item(self) -> None:
        """Refuse what was changed in the fields and in the JSON: one of both would be lost."""
        fields = [name for name in self._changed() if name != "raw"]
        if self.cleaned_data.get("raw") is not None and fields:
            told = _("The fields and the JSON were both changed (%s): change one of them only.")
            self.add_error("raw", told % _(", ").join(map(kinds.label, fields)))

    def _changed(self) -> list[str]:
        names_of_item = {*kinds.LABELS, "raw"}
        return [name for name in self.changed_data if name in names_of_item]

    def item(self) -> dict[str, Any]:
        """Return the item with what was typed; called on a form that is valid."""
        if self.cleaned_data.get("raw") is not None:
            return dict(self.cleaned_data["raw"])
        found = dict(self.stood)
        for name, value in self._typed(self._changed()):
            if value:
                found[name] = value
            else:
                found.pop(name, None)
        return found

    def _typed(self, changed: Iterable[str]) -> Iterator[tuple[str, Any]]:
        for name in changed:
            value = self.cleaned_data.get(name)
            if name in kinds.NAMES:
                yield name, names.renamed(self.stood.get(name), value or [])
            elif name != "raw":
                yield name, value


class ItemForm(ItemFields, forms.Form):
    """One item by itself."""

    def __init__(
        self,
        *args: Any,
        item: Mapping[str, Any],
        confidence: Mapping[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.take_item(item, confidence)

    def clean(self) -> Any:
        cleaned = super().clean()
        self.check_item()
        return cleaned
