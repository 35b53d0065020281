"""JSON-LD as text for the data blocks of a page: no text in it can end the block."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# JSON may say any sign by its number. These would end the block, or a line of a script, in a careless reader.
_SIGNS = re.compile("[<>&\u2028\u2029]")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def json_ld(thing: Mapping[str, Any]) -> str:
    """Return a thing as JSON without a sign that HTML would read."""
    return _SIGNS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", _ENCODER.encode(thing))


def block(thing: Mapping[str, Any], **written: str) -> SafeString:
    """Return the data block of a thing; `written` are more of its values, as JSON-LD already."""
    text = json_ld({"@context": "https://schema.org", **thing})
    more = "".join(f', "{name}": {value}' for name, value in written.items())
    return mark_safe(f"{text[:-1]}{more}}}")  # noqa: S308  # JSON of `json_ld`, which leaves HTML nothing to read
