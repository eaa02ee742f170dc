"""Ordinal numbers in English."""


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number // 10 % 10 == 1 else tail}"
