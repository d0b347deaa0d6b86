"""Installs the AWS-compatible server of the tests, moto, into a folder of its own: python3.11 -I install-moto.py FOLDER

Every wheel is downloaded, and what is in it compared with its digest in requirements.txt, before anything is installed:
a wheel's own code runs when it is imported, or at the next start of that Python, and not before.
"""
import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
LINE = re.compile(r"([a-z0-9-]+)==([\w.]+)  # sha256:([0-9a-f]{64})")
# Some of them are compiled for one version and system.
PYTHON = (3, 11)


def wanted(text):
    """Digests by name and version; every line but remarks has one."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = [LINE.fullmatch(line) for line in lines]
    if not lines or None in found:
        sys.exit("requirements.txt: a line is not 'name==version  # sha256:digest'. Nothing is installed.")
    return {f"{one[1]}=={one[2]}": one[3] for one in found}


def contents_digest(files):
    """Of (path as installed, bytes), in any order: a wheel's own digest depends on how it was packed as well."""
    lines = sorted(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def files_of(wheel):
    """What pip installs of a wheel. RECORD, its list of files, is what pip writes itself."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or re.fullmatch(r"[^/]+\.dist-info/RECORD", entry.filename):
                continue
            _, kind, path = re.fullmatch(r"([^/]+\.data/(\w+)/)?(.*)", entry.filename, re.S).groups()
            data = archive.read(entry)
            if kind == "scripts":
                # Its first line will name another Python.
                path, data = f"bin/{path}", re.sub(rb"\A#!python\b.*\n", b"", data)
            elif kind not in (None, "purelib", "platlib"):
                path = f"{kind}/{path}"
            yield path, data


def check(folder, digests):
    """One wheel for each line, with these contents, and no other file."""
    found = {}
    for wheel in sorted(Path(folder).iterdir()):
        name, version = (wheel.name.split("-") + [""])[:2]
        key = f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"
        found[key] = "two of them" if key in found else contents_digest(files_of(wheel))
    faults = [
        f"  {key}: {f'sha256:{found[key]}' if key in found else 'is not there'}"
        for key in sorted({*found, *digests})
        if found.get(key) != digests.get(key)
    ]
    if faults:
        sys.exit("\n".join(["Not what requirements.txt names. Nothing is installed:", *faults]))


def main(folder):
    if sys.version_info[:2] != PYTHON:
        sys.exit(f"The digests are of wheels for Python {'.'.join(map(str, PYTHON))}. Nothing is installed.")
    digests = wanted(REQUIREMENTS.read_text())
    with tempfile.TemporaryDirectory() as wheels:
        pip = [sys.executable, "-I", "-m", "pip"]
        only = ["--no-deps", "--only-binary", ":all:", "--requirement", str(REQUIREMENTS)]
        subprocess.run([*pip, "download", *only, "--dest", wheels], check=True)
        check(wheels, digests)
        subprocess.run([sys.executable, "-I", "-m", "venv", folder], check=True)
        offline = ["--no-index", "--no-deps", *map(str, sorted(Path(wheels).iterdir()))]
        subprocess.run([f"{folder}/bin/python", "-I", "-m", "pip", "install", *offline], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        check(sys.argv[2], wanted(REQUIREMENTS.read_text()))
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit("usage: python3.11 -I install-moto.py FOLDER | --check WHEELS")
