"""What leads to what in a graph: strongly connected components, and everything from which some
nodes can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node")


def components(start: Node, ahead: Callable[[Node], Iterable[Node]]) -> list[list[Node]]:
    """The strongly connected components of everything that can be reached from a start through
    `ahead`, each before those it leads to (Tarjan, "Depth-first search and linear graph
    algorithms", SIAM Journal on Computing 1:2, 1972). Without recursion, as a story may be
    thousands of scenes long."""
    number = {start: 0}
    low = {start: 0}
    stack = [start]
    on_stack = {start}
    found: list[list[Node]] = []
    work = [(start, iter(ahead(start)))]
    while work:
        node, further = work[-1]
        for target in further:
            if target not in number:
                number[target] = low[target] = len(number)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(ahead(target))))
                break
            if target in on_stack:
                low[node] = min(low[node], number[target])
        else:
            work.pop()
            if work:
                before = work[-1][0]
                low[before] = min(low[before], low[node])
            if low[node] == number[node]:
                at = len(stack) - 1
                while stack[at] != node:
                    at -= 1
                group = stack[at:]
                del stack[at:]
                on_stack.difference_update(group)
                found.append(group)
    return found[::-1]


def leading_to(ends: Iterable[Node], before: Mapping[Node, Iterable[Node]]) -> set[Node]:
    """Those ends, and every node from which one can be reached; `before` has what precedes each
    node."""
    found = set(ends)
    waiting = list(found)
    while waiting:
        for node in before.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found
