"""The guides: links lead somewhere, versions agree, promises are kept."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import chartroom

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_to_files(page: Path):
    text = re.sub(r"^(`{3,}).*?^\1", "", page.read_text("utf-8"), flags=re.S | re.M)
    targets = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


def test_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert project["version"] == chartroom.__version__ == citation["version"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert project["license"].split(" AND ") == citation["license"]


@pytest.mark.parametrize(
    "page", ["README.md", "docs/student-guide.md", "src/chartroom/classroom/student-readme.md"]
)
def test_the_reader_learns_what_the_course_is_not(page: str):
    text = " ".join((ROOT / page).read_text("utf-8").replace("*", "").split())
    assert "reviewed by a credentialed coder" in text
    assert "RHIT" in text


def test_no_folder_of_the_readme_is_missing():
    text = (ROOT / "README.md").read_text("utf-8")
    for folder in re.findall(r"`([a-z/]+)/`", text):
        assert (ROOT / folder).is_dir(), folder


def test_binder_link_opens_the_first_page():
    guide = (ROOT / "docs" / "instructor-guide.md").read_text("utf-8")
    page = re.search(r"urlpath=lab/tree/(\S+)", guide)
    assert page
    assert (ROOT / page[1]).exists()


def test_requirements_name_no_host():
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or re.match(r"[A-Za-z0-9._-]+==[^\s]+( ; .+)?$", line), line
    assert "://" not in (ROOT / "requirements.txt").read_text("utf-8")
