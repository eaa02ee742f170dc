"""Texts as a story may have them, for tests of how wide they are when they are shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from hypothesis import strategies as st

KOREAN = ("그리고", "어머니의", "민주주의", "한국", "협정을", "이")
EMOJI = ("👩‍👩‍👧‍👦", "🇰🇷", "👍🏽", "❤️", "🎌")
OTHERS = (
    "e\u0301te\u0301",
    "שלום",
    "مرحبا",
    "条約",
    "n\u0303",
    "naïve",
    "x" * 30,
    "a",
    "—",
    "[S14]",
)
LONG = "긴" * 45

words = st.sampled_from((*KOREAN, *EMOJI, *OTHERS, "the", "pact", "reads", LONG))
"""Words of many scripts, each of which a terminal shows in one way."""
texts = st.lists(words, min_size=1, max_size=25).map(" ".join)
"""Words with spaces between them."""
run_together = st.lists(words, min_size=1, max_size=6).map("".join)
"""The same with none."""

GAUGES = 15


def wide_story(folder: Path, gauges: int = GAUGES) -> Path:
    """A story in Korean with many gauges and names as long as they may be, in a file."""
    story = folder / "wide.yaml"
    story.write_text(
        yaml.safe_dump(
            {
                "story": {
                    "id": "wide",
                    "title": "그리고 어머니의 민주주의 👩‍👩‍👧‍👦",
                    "about": " ".join(KOREAN * 5),
                    "format": 1,
                    "version": 1,
                    "start": "quay",
                },
                "sources": {
                    "S1": {
                        "title": " ".join(KOREAN * 4),
                        "says": f"{' '.join(KOREAN * 6)} {LONG}",
                        "url": "https://example.org/" + "a" * 90,
                    }
                },
                "glossary": {"pact": {"term": "협정", "text": " ".join(KOREAN * 9)}},
                "acts": {"one": {"title": "그리고 어머니의 민주주의", "from": date(2016, 10, 1)}},
                "gauges": {
                    f"g{number}": {
                        "label": f"어머니의 민주주의와 여론 {number}",
                        "short": "여론민주주의여론민주",
                        "start": 40,
                        "better": "high",
                        "bands": {0: "거리가 가득 찼다 그리고 또", 50: "좋다"},
                    }
                    for number in range(gauges)
                },
                "scenes": {
                    "quay": {
                        "title": "그리고 아무 말도 하지 않았다 " * 2,
                        "date": date(2016, 10, 27),
                        "place": "국방부 지하 기록 보관소 " * 2,
                        "text": [
                            f"{' '.join(KOREAN * 8)}[^S1]",
                            f"그리고 [[pact]] {' '.join(EMOJI)} {LONG} {' '.join(OTHERS)}",
                        ],
                        "choices": [
                            {
                                "id": "go",
                                "text": " ".join(KOREAN * 4),
                                "effects": {"g0": f"+6 because {' '.join(KOREAN * 5)}"},
                                "outcome": " ".join(KOREAN * 7),
                                "goto": "quay",
                            },
                            {"id": "stop", "text": f"그만 {LONG}", "goto": "over"},
                        ],
                    }
                },
                "endings": {
                    "over": {"title": "끝 " * 30, "outcome": "over", "text": " ".join(KOREAN * 6)}
                },
            },
            allow_unicode=True,
            sort_keys=False,
        ),
        encoding="utf-8",
    )
    return story
