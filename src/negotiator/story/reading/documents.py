"""What the keys of a passage mean together: whether it has one wording or several, whether it is a
document, and whether that is drawn.

Prose is split at its marks like any text (`parts`); a drawing has none, and keeps its lines.
"""

from __future__ import annotations

from negotiator.story.bounds import MOST_WORDINGS
from negotiator.story.model import Document, Passage, Text, VariantOrder, Variants, Words
from negotiator.story.nodes import Node
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader


def passage(over: PartReader, part: Part) -> Passage:
    """A passage; with a kind it is a document."""
    values = part.values
    if "document" not in part.nodes:
        for key in () if _OF_DOCUMENTS.isdisjoint(part.nodes) else ("heading", "date", "alt"):
            if key in part.nodes:
                over.problems.add("N530", part.place(key), key=key)
        return spoken(over, part)
    kind = over.document(part.nodes["document"])
    document = Document(kind, values.get("heading", ()), values.get("date"), values.get("alt", ()))
    if not kind.is_drawn:
        if "alt" in part.nodes:
            over.problems.add("N530.alt", part.place("alt"), kind=kind.value)
        return spoken(over, part)._replace(document=document)
    if "alt" not in part.nodes:
        over.problems.add("N531", part.place("document"), kind=kind.value)
    if varied(over, part) is not None:
        key = next(one.value for one in VariantOrder if one.value in part.nodes)
        over.problems.add("N534", part.place(key), key=key, kind=kind.value)
    drawn = part.apart("text", lambda node: drawing(over, node), ())
    return _passage(part, drawn)._replace(document=document)


_OF_DOCUMENTS = frozenset(("heading", "date", "alt"))


def spoken(over: PartReader, part: Part) -> Passage:
    """A text or several wordings, the condition under which it is told, who says it and what it
    argues for."""
    text = part.apart("text", over.prose, ())
    return _passage(part, text, varied(over, part))


def _passage(part: Part, text: Text, variants: Variants | None = None) -> Passage:
    values = part.values
    when, says, argues = values.get("when"), values.get("says", ""), values.get("argues")
    return Passage(text, when, says, argues, None, variants)


_ORDERS = frozenset(order.value for order in VariantOrder)


def varied(over: PartReader, part: Part) -> Variants | None:
    """The wordings of a passage that has several; None if it has one."""
    if _ORDERS.isdisjoint(part.nodes):
        return None
    for order in VariantOrder:
        if order.value in part.nodes:
            node = part.nodes[order.value]
            texts = [over.prose(one) for one in over.listed(node)]
            over.count_parts(node, len(texts), MOST_WORDINGS, "wordings")
            if len(texts) < 2:
                over.problems.add("N213", part.place(order.value), key=order.value)
            return Variants(order, tuple(texts))
    return None


def drawing(over: PartReader, node: Node) -> Text:
    """A drawing, as the text of a passage."""
    lines = over.drawing(node)
    return (Words(lines),) if lines else ()
