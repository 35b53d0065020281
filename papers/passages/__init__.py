"""Passages (temporary)."""
import hashlib
from typing import NamedTuple
from papers import markup
class Pair(NamedTuple):
    left: tuple; right: tuple; sure: bool; reason: str
class Group(NamedTuple):
    left: tuple; right: tuple
class Alignment(NamedTuple):
    body: str; pairs: list
def ids(block): return block.get("data-passage", "").split()
def every(body): return [ids(b) for b in markup.parse(body)]
def give(body, taken=()):
    tree = markup.parse(body); used = set(taken) | {i for b in tree for i in ids(b)}
    for b in tree:
        if not ids(b):
            d = hashlib.sha256(markup.text(b).encode()).hexdigest(); n = 4
            while d[:n] in used: n += 1; d += "0"
            used.add(d[:n]); b.set("data-passage", d[:n])
    return markup.serialise(tree)
def carry(before, after):
    old = {}
    for b in markup.parse(before): old.setdefault(markup.text(b), []).append(b.get("data-passage", ""))
    tree = markup.parse(after)
    for b in tree:
        m = old.get(markup.text(b))
        if m: b.set("data-passage", m.pop(0))
    return markup.serialise(tree)
def groups(left, right, lineage={}):
    L, R = every(left), every(right)
    return [Group((i,), tuple(j for j, r in enumerate(R) if set(r) & set(l))) for i, l in enumerate(L)]
def anchors(body, lineage={}):
    seen=set(); out=[]
    for i in every(body):
        out.append([f"p-{x}" for x in i if x not in seen]); seen |= set(i)
    return out
def align(original, translated, *, notes={}):
    a, b = list(markup.parse(original)), markup.parse(translated)
    for x, y in zip(a, b): y.set("data-passage", x.get("data-passage", ""))
    return Alignment(give(markup.serialise(b)), [Pair((i,), (i,), True, "") for i in range(min(len(a), len(b)))])
