"""What waits for an editor, for pages of the desk that no view of ours answers."""

from typing import Any

from django import template

from papers.admin import near, queue, waiting
from papers.models import Paper

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_sources(context: Any) -> int:
    """Return how many notes have sources to confirm; none for who may not see them."""
    return waiting.count() if queue.may_see(context["user"]) else 0


@register.simple_tag(takes_context=True)
def waiting_in(context: Any, paper: Paper) -> int:
    """Return how many notes of a paper have sources to confirm; none for who may not see them."""
    return waiting.count(paper) if queue.may_see(context["user"]) else 0


@register.simple_tag(takes_context=True)
def waiting_pairs(context: Any) -> int:
    """Return how many pairs of works may be one; none for who may not see works."""
    return near.waiting().count() if context["user"].has_perm("references.view_reference") else 0
