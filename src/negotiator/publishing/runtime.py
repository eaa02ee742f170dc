"""The Python that runs in a browser: Pyodide, CPython compiled to WebAssembly, of one version.

It is fetched once, by npm, into the folder of what can be had again, or taken from a file that
somebody names; either way it is used only if it is, byte for byte, the archive that is pinned here.
What is made of it is in `parts`.
"""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from negotiator.other_programs import program

VERSION = "314.0.7"
PACKAGE = f"pyodide@{VERSION}"
FILE = f"pyodide-{VERSION}.tgz"
"""What npm calls the archive."""
_SHA512 = (
    "d18bd7c4485f11da4b7dbfd790cd8114078c44eab488c517d9bcf31fda4eb6dc"
    "8c716930abe1db139bb2b860fcd8b37bcb6abe48dbe2ffa579244b0e943d91d4"
)
_LARGEST = 64 * 1024 * 1024
_WAIT = 300
"""Seconds that npm may take."""
_LOCK_INFO = "info"


class Runtime(NamedTuple):
    """What a page needs of Pyodide."""

    wasm: bytes
    loader: bytes
    """Its own module, which offers `loadPyodide`."""
    module: bytes
    """The module that instantiates the WebAssembly."""
    library: bytes
    """Python's standard library, as a zip file that isn't compressed: what holds it is."""
    lock: str
    """Which version it is, and no packages, as the JSON that it asks for."""
    python: str
    """Python's version."""


class RuntimeFault(NamedTuple):
    """Why it can't be had: npm isn't there (`npm`), it failed (`failed`, with what it said), or a
    file is another (`other`, with its name)."""

    kind: str
    said: str = ""


class RuntimeMissingError(Exception):
    """The runtime can't be had; `fault` says why."""

    def __init__(self, fault: RuntimeFault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


def read(file: Path) -> Runtime:
    """The runtime in an archive.

    Raises RuntimeMissingError if it isn't the one that is pinned, OSError if it can't be read.
    """
    with file.open("rb") as opened:
        content = opened.read(_LARGEST)
    if hashlib.sha512(content).hexdigest() != _SHA512:
        raise RuntimeMissingError(RuntimeFault("other", str(file)))
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        files = {
            member.name.removeprefix("package/"): held.read()
            for member in archive.getmembers()
            if (held := archive.extractfile(member)) is not None
        }
    about = json.loads(files["pyodide-lock.json"])[_LOCK_INFO]
    return Runtime(
        files["pyodide.asm.wasm"],
        files["pyodide.mjs"],
        files["pyodide.asm.mjs"],
        _stored(files["python_stdlib.zip"]),
        json.dumps({_LOCK_INFO: about, "packages": {}}),
        about["python"],
    )


def fetched(folder: Path) -> Path:
    """The archive in a folder, fetched by npm unless it is there already.

    Raises RuntimeMissingError if it can't be fetched, OSError if the folder can't be written.
    """
    file = folder / FILE
    if file.is_file() and hashlib.sha512(file.read_bytes()).hexdigest() == _SHA512:
        return file
    npm = program("npm")
    if npm is None:
        raise RuntimeMissingError(RuntimeFault("npm"))
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", PACKAGE, "--silent", "--ignore-scripts", f"--pack-destination={folder}"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise RuntimeMissingError(RuntimeFault("failed")) from None
    if done.returncode or not file.is_file():
        raise RuntimeMissingError(RuntimeFault("failed", done.stderr.strip()))
    return file


def _stored(archive: bytes) -> bytes:
    """The same zip file without compression, in an order in which like stands by like: as a whole
    it then packs better, and nothing has to be unpacked a second time to import a module."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as packed,
        zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as stored,
    ):
        for name in sorted(packed.namelist(), key=lambda one: (one.rpartition(".")[2], one)):
            if not name.endswith("/"):
                stored.writestr(zipfile.ZipInfo(name), packed.read(name))
    return written.getvalue()
