"""Write the bill of materials: what `make run` installs, in which version, under which licence, and what needs what.

usage: python scripts/sbom.py [FILE]     (default: var/sbom.cdx.json)

The file is CycloneDX 1.6 in JSON. It lists what requirements.lock pins and what is in .venv; if they differ it says so
and exits 1, because a list of something else would be worse than none.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
FONTS = {"Atkinson Hyperlegible": "OFL-1.1", "Bricolage Grotesque": "OFL-1.1"}
"""What stands in the repository itself and is shown to members: see THIRD-PARTY-NOTICES.md."""


class NotInstalled(Exception):
    """What is locked is not what is installed."""


def locked(lock: Path) -> dict[str, str]:
    """Return the version of each package that `lock` pins, by its canonical name."""
    return {canonicalize_name(name): version for name, version in PINNED.findall(lock.read_text(encoding="utf-8"))}


def bill(lock: Path) -> Bom:
    """Return the bill of materials of what `lock` pins. Raises `NotInstalled`."""
    packages = {name: _installed(name, version) for name, version in locked(lock).items()}
    components = {name: _component(name, package) for name, package in packages.items()}
    about = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom(components=components.values())
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION,
        name=about["name"],
        version=about["version"],
        bom_ref=about["name"],
        licenses=[LicenseFactory().make_from_string(about["license"])],
    )
    for font, licence in FONTS.items():
        licences = [LicenseFactory().make_from_string(licence)]
        bom.components.add(Component(type=ComponentType.FILE, name=font, bom_ref=font, licenses=licences))
    needed = {canonicalize_name(Requirement(line).name) for line in about["dependencies"]}
    bom.register_dependency(bom.metadata.component, [components[name] for name in sorted(needed & set(components))])
    for name, package in packages.items():
        bom.register_dependency(components[name], [components[other] for other in _needs(package, set(components))])
    return bom


def _installed(name: str, version: str) -> Distribution:
    try:
        package = distribution(name)
    except PackageNotFoundError:
        raise NotInstalled(f"{name} is locked and not installed. Run: make install") from None
    if package.version.partition("+")[0] != version.partition("+")[0]:  # torch's builds differ by what follows a plus
        raise NotInstalled(f"{name} {version} is locked and {package.version} is installed. Run: make install")
    return package


def _component(name: str, package: Distribution) -> Component:
    about = package.metadata
    said = about.get("License-Expression") or about.get("License") or ""
    trove = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    if (not said or len(said) > 60) and trove:  # some give their whole licence there
        said = trove[0]
    links = [line.partition(", ")[2] for line in about.get_all("Project-URL") or []]
    home = next((link for link in [about.get("Home-page") or "", *links] if link.startswith("http")), "")
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=package.version,
        bom_ref=f"{name}@{package.version}",
        purl=PackageURL("pypi", name=name, version=package.version),
        description=about.get("Summary") or None,
        licenses=[LicenseFactory().make_from_string(said)] if said else [],
        external_references=[ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(home))] if home else [],
    )


def _needs(package: Distribution, known: set[str]) -> list[str]:
    """Return the names of what `package` needs here, those of its extras too where they are locked."""
    needs = [Requirement(line) for line in package.requires or []]
    extras = {"", *(extra for need in needs for extra in re.findall(r"extra == [\"']([^\"']+)", str(need.marker)))}
    wanted = {
        canonicalize_name(need.name)
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    }
    return sorted(wanted & known)


def main() -> int:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "var" / "sbom.cdx.json"
    try:
        text = JsonV1Dot6(bill(PROJECT / "requirements.lock")).output_as_string(indent=2)
    except NotInstalled as error:
        print(error, file=sys.stderr)
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text + "\n", encoding="utf-8")
    print(f"The bill of materials is in {out}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
