"""Compiles the catalogues of translations into the wheel; a checkout speaks English without."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DOMAIN = "negotiator"


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `LC_MESSAGES/negotiator.mo` beside each `negotiator.po` of the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue, and name it among the files of the wheel."""
        self.made = Path(mkdtemp())
        package = Path(self.root) / "src"
        if version == "editable":
            return
        for source in sorted(package.glob(f"negotiator/locale/*/LC_MESSAGES/{DOMAIN}.po")):
            within = source.with_suffix(".mo").relative_to(package)
            compiled = self.made / within
            compiled.parent.mkdir(parents=True)
            with source.open("rb") as sentences, compiled.open("wb") as file:
                write_mo(file, read_po(sentences, domain=DOMAIN))
            build_data["force_include"][str(compiled)] = str(within)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.made)
