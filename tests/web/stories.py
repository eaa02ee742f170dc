"""Small stories for the page: one that would like to script it, one in endless words, and two in
other scripts."""

from __future__ import annotations

from pathlib import Path

_STORY = """\
story: {{id: {id}, title: "{text}", language: {language}, format: 1, version: 1, start: quay}}
sources:
  S1: {{title: "{text}", says: "{text}", url: "{url}"}}
glossary:
  word: {{term: "{text}", text: "{text}"}}
gauges:
  trust: {{label: "{text}", start: 40, better: high, bands: {{0: "{text}", 50: "{text}!"}}}}
scenes:
  quay:
    title: "{text}"
    place: "{text}"
    date: 2020-01-02
    text: ["{text}[^S1]", "{text}[[word|{text}]]"]
    choices:
      - id: go
        text: "{text}"
        effects: {{trust: "+20 because {text}"}}
        outcome: "{text}"
        goto: end
      - {{id: stay, text: "{text}", when: trust > 90, locked: "{text}", goto: end}}
      - {{id: talk, text: "{text}", goto: table}}
tables:
  table:
    title: "{text}"
    text: ["{text}"]
    rounds: 3
    ours: {{name: "{text}", reservation: 20, without: "{text}"}}
    theirs: {{name: "{text}", voice: "{text}", reservation: 20, without: "{text}"}}
    terms:
      price:
        label: "{text}"
        about: "{text}"
        weight: {{ours: 50, theirs: 50}}
        opens: {{ours: high, theirs: low}}
        options:
          high: {{text: "{text}", ours: 100, theirs: 10}}
          low: {{text: "{text}", ours: 10, theirs: 100}}
    deal: {{text: "{text}", goto: end}}
    leave: {{text: "{text}", goto: end}}
    walkout: {{text: "{text}", goto: end}}
endings:
  end: {{title: "{text}", outcome: signed, text: ["{text}"]}}
"""
_SCRIPTS = "<script>window.scripted=1</script><img src=x onerror=window.scripted=1>'&lt;"


def _written(folder: Path, name: str, text: str, language: str, url: str) -> Path:
    file = folder / f"{name}.yaml"
    written = _STORY.format(id=name, text=text, language=language, url=url)
    file.write_text(written, encoding="utf-8")
    return file


def hostile(folder: Path) -> Path:
    """A story all of whose texts are scripts."""
    return _written(folder, "hostile", _SCRIPTS, "en", "javascript:window.scripted=1")


def korean(folder: Path) -> Path:
    """A story in Korean."""
    return _written(
        folder, "korean", "협정을 맺을 것인가, 버릴 것인가", "ko", "https://example.org/"
    )


def endless(folder: Path) -> Path:
    """A story of words that no phone has room for, with some in Korean between them."""
    return _written(
        folder, "endless", f"그리고 어머니의 {'w' * 70} 민주주의", "ko", "https://e.org/"
    )


def right_to_left(folder: Path) -> Path:
    """A story in Arabic."""
    return _written(folder, "rtl", "توقيع الاتفاق أو تركه", "ar", "https://example.org/")
