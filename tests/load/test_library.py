"""Finding topics and getting them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from packgen import resources
from packgen.errors import ContentError, OutputError, UnknownNameError
from packgen.load import Library, find_content, open_library
from packgen.load.places import whereabouts
from packgen.load.starter import starter
from packgen.source import examine
from tests.support.library import read_all, read_topics

PICTURE = """\
      - type: picture
        file: ../map.png
        alt: A map
"""


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(starter(path.stem.strip("."), "A topic"), encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder in the working folder."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    write(folder, "russia/khrushchev.yaml", "russia/stalin.yml", "cold-war.yaml")
    return folder


def test_topics_are_found_by_name_in_order(content: Path) -> None:
    write(content, ".hidden/a.yaml", "russia/.b.yaml", "themes/c.yaml", "russia/themes/d.yaml", "notes.txt")
    files = Library(content).topic_files()
    assert list(files) == ["cold-war", "d", "khrushchev", "stalin"]
    assert files["stalin"] == content / "russia" / "stalin.yml"


def test_topics_come_in_the_order_asked_for_each_once(content: Path) -> None:
    topics = read_topics(Library(content), ["stalin", "cold-war", "stalin"])
    assert [loaded.topic.id for loaded in topics] == ["stalin", "cold-war"]
    assert [loaded.topic.id for loaded in read_all(Library(content))] == ["cold-war", "khrushchev", "stalin"]


def test_other_files_are_not_opened(content: Path) -> None:
    (content / "broken.yaml").write_text("[")
    (content / "unreadable.yaml").mkdir()
    assert read_topics(Library(content), ["stalin"])[0].topic.id == "stalin"


def test_names_are_shown_from_the_working_folder(content: Path) -> None:
    assert read_topics(Library(Path("content")), ["stalin"])[0].shown == "content/russia/stalin.yml"
    assert read_topics(Library(content), ["stalin"])[0].shown == "content/russia/stalin.yml"
    assert Library(Path("content")).show(Path("other/x.yaml")) == "other/x.yaml"


def test_names_elsewhere_are_shown_in_full(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert read_topics(Library(content), ["stalin"])[0].shown == str(content / "russia" / "stalin.yml")
    monkeypatch.chdir(content)
    assert read_topics(Library(content), ["stalin"])[0].shown == "russia/stalin.yml"


def test_an_unknown_topic_has_nearest_names(content: Path) -> None:
    library = Library(content)
    with pytest.raises(UnknownNameError) as caught:
        read_topics(library, ["cold-war", "krushchev"])
    assert str(caught.value) == 'There is no topic "krushchev" in content. Did you mean "khrushchev"?'
    with pytest.raises(UnknownNameError) as caught:
        read_topics(library, ["\x1b[31m"])
    assert str(caught.value) == 'There is no topic "\ufffd[31m" in content. "packgen list" shows all topics.'


def test_two_files_of_one_name(content: Path) -> None:
    write(content, "other/stalin.yaml")
    expected = (
        "content/russia/stalin.yml:1:1: there is a topic of this name already, content/other/stalin.yaml."
        " Rename one of them, and change its id."
    )
    for load in (lambda: read_all(Library(content)), lambda: read_topics(Library(content), ["stalin"])):
        with pytest.raises(ContentError) as caught:
            load()
        assert str(caught.value) == expected
    assert read_topics(Library(content), ["cold-war"])


def test_an_earlier_folder_counts_where_two_have_a_topic(content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other, "khrushchev.yaml", "lenin.yaml", "a/lenin.yaml")
    library = Library(content, other)
    assert list(library.topic_files()) == ["cold-war", "khrushchev", "stalin", "lenin"]
    assert library.topic_files()["khrushchev"] == content / "russia" / "khrushchev.yaml"
    assert library.hidden() == {"khrushchev": other / "khrushchev.yaml"}
    assert library.home(other / "lenin.yaml") == other
    assert library.home(content / "cold-war.yaml") == library.home(tmp_path / "x.yaml") == content
    [loaded] = read_topics(library, ["khrushchev"])
    assert loaded.path == content / "russia" / "khrushchev.yaml"
    with pytest.raises(ContentError, match=r"other/lenin\.yaml:1:1: there is a topic of this name already"):
        read_topics(library, ["lenin"])


def test_two_files_of_a_name_that_an_earlier_folder_has_do_not_matter(content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other, "stalin.yaml", "a/stalin.yaml")
    assert read_all(Library(content, other))


def test_pictures_are_looked_for_in_the_folder_of_their_topic(content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other, "atlas/lenin.yaml")
    path = other / "atlas" / "lenin.yaml"
    text = path.read_text(encoding="utf-8").replace("      - type: extract", PICTURE + "      - type: extract", 1)
    path.write_text(text, encoding="utf-8")
    for folder in (content, other):
        Image.new("L", (4, 4)).save(folder / "map.png")
    assert read_topics(Library(content, other), ["lenin"])
    (other / "map.png").unlink()
    with pytest.raises(ContentError, match="there is no file"):
        read_topics(Library(content, other), ["lenin"])


def test_those_that_come_with_packgen_follow(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = tmp_path / "brought"
    write(brought, "lenin.yaml")
    monkeypatch.setattr(resources, "content_folder", lambda: brought)
    assert open_library().folders == (Path("content"), brought)
    assert open_library(brought).folders == (brought,)
    (tmp_path / "linked").symlink_to(brought)
    assert open_library(tmp_path / "linked").folders == (tmp_path / "linked",)
    monkeypatch.chdir(brought)
    assert open_library(Path()).folders == (Path(),)


def test_a_part_of_the_library_that_comes_with_packgen_hides_nothing(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "content_folder", lambda: content)
    library = open_library(content / "russia")
    assert list(library.topic_files()) == ["khrushchev", "stalin", "cold-war"]
    assert library.hidden() == {}


def test_a_name_that_is_no_text(content: Path) -> None:
    try:
        path = Path(os.fsdecode(os.fsencode(content) + b"/caf\xe9.yaml"))
        path.write_text("[")
    except OSError:
        pytest.skip("this file system takes only text")
    with pytest.raises(ContentError) as caught:
        read_all(Library(content))
    str(caught.value).encode()
    assert caught.value.problems[0].origin.file == "content/caf\ufffd.yaml"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders")
def test_a_pipe_does_not_make_anybody_wait(content: Path) -> None:
    os.mkfifo(content / "pipe.yaml")
    with pytest.raises(ContentError, match="this is not a file"):
        read_topics(Library(content), ["pipe"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read(content: Path) -> None:
    (content / "russia").chmod(0)
    try:
        with pytest.raises(OutputError, match="cannot be read"):
            Library(content).topic_files()
    finally:
        (content / "russia").chmod(0o700)


def test_content_is_looked_for_in_order(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    option, elsewhere = tmp_path / "option", tmp_path / "elsewhere"
    option.mkdir()
    elsewhere.mkdir()
    assert find_content(None) == Path("content")
    assert find_content(option) == option
    assert open_library(None).root == Path("content")
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(resources, "content_folder", lambda: content)
    assert find_content(None) == content


def test_content_that_is_not_there(content: Path) -> None:
    with pytest.raises(OutputError) as caught:
        find_content(Path("nowhere"))
    assert str(caught.value) == (
        "The content folder nowhere does not exist. Create it, or name another with --content."
    )
    with pytest.raises(OutputError) as caught:
        find_content(Path("content/cold-war.yaml"))
    assert str(caught.value) == (
        "The content folder content/cold-war.yaml is a file, not a folder. Create it, or name another with --content."
    )


def test_places_of_blocks(content: Path) -> None:
    loaded = read_topics(Library(content), ["stalin"])[0]
    kinds = [block.type for block in loaded.topic.sections[0].blocks]
    timeline = kinds.index("timeline")
    lines = loaded.path.read_text(encoding="utf-8").splitlines()
    block = loaded.block_origin(0, timeline)
    assert block.what == "timeline"
    assert lines[block.line - 1][block.column - 1 :] == "type: timeline"
    event = loaded.block_origin(0, timeline, "events", 1)
    assert event.what == "timeline, event 2"
    assert lines[event.line - 1][event.column - 1 :] == "date: Spring 1902"
    assert loaded.origin(("title",), "the title") == (loaded.shown, loaded.origin(("title",)).line, 8, "the title")


def test_places_are_known_without_the_document_or_found_again(content: Path) -> None:
    [loaded] = read_topics(Library(content), ["stalin"])
    document, _ = examine(loaded.path.read_bytes(), loaded.shown)
    path = ("sections", 0, "blocks", 0)
    assert document is not None
    assert loaded._document is None
    for number, section in enumerate(loaded.topic.sections):
        for place in range(len(section.blocks)):
            block = ("sections", number, "blocks", place)
            assert loaded.block_origin(number, place) == document.origin(block, whereabouts(document.value, block))
    assert loaded.origin(("sections", 0))[:3] == document.origin(("sections", 0))[:3]
    assert loaded._document is None
    loaded.path.unlink()  # what was read counts
    assert loaded.origin((*path, "title"))[:3] == document.origin((*path, "title"))[:3]
    assert loaded.document.value == document.value


def test_finding_topics_imports_nothing_heavy(content: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from packgen.load.library import Library;"
        "assert len(Library(Path('content')).topic_files()) == 3;"
        "print(sorted({'yaml', 'pydantic', 'PIL', 'reportlab'} & set(sys.modules)))"
    )
    root = Path(resources.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert done.stdout == "[]\n"


# -- links and depths


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows not everybody may make links")
def test_a_link_out_of_the_content_folder_is_refused(content: Path, tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/lenin.yaml")
    (content / "lenin.yaml").symlink_to(tmp_path / "elsewhere" / "lenin.yaml")
    (content / "trotsky.yaml").symlink_to("../elsewhere/lenin.yaml")
    (content / "khrushchev-again.yaml").symlink_to("russia/khrushchev.yaml")  # inside is inside
    library = Library(content)
    message = r"content/lenin\.yaml:1:1: the file is a link to one outside of the content folder\. Copy that file here"
    for load in (lambda: read_topics(library, ["lenin"]), lambda: library.load_topic(content / "lenin.yaml")):
        with pytest.raises(ContentError, match=message):
            load()
    with pytest.raises(ContentError) as caught:
        read_all(library)
    assert [Path(problem.origin.file).stem for problem in caught.value.problems] == [
        "khrushchev-again",  # whose id is another
        "lenin",
        "trotsky",
    ]
    assert read_topics(library, ["cold-war"])[0].topic.id == "cold-war"


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows not everybody may make links")
def test_a_content_folder_may_be_a_link_itself(content: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content)
    assert len(read_all(Library(tmp_path / "link"))) == 3
    (tmp_path / "link" / "lenin.yaml").symlink_to(tmp_path / "link" / "cold-war.yaml")
    assert not Library(tmp_path / "link").leads_out(tmp_path / "link" / "lenin.yaml")


def test_folders_too_deep_are_refused(content: Path) -> None:
    deep = content.joinpath(*["d"] * 20)
    write(deep, "deep.yaml")
    assert "deep" in Library(content).topic_files()
    (deep / "d").mkdir()
    with pytest.raises(OutputError, match=r"d/d is more than 20 folders down\. Move it up, or name another folder"):
        Library(content).topic_files()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no paths so long")
def test_folders_as_deep_as_can_be_made_end_in_no_traceback(content: Path) -> None:
    deep = f"import os; os.chdir({str(content)!r})\nfor _ in range(1500): os.mkdir('d'); os.chdir('d')"
    flat = f"import os; os.chdir({str(content)!r})\nfor _ in range(1500): os.chdir('d')\n"
    flat += "for _ in range(1500): os.chdir('..'); os.rmdir('d')"
    subprocess.run([sys.executable, "-c", deep], check=True)
    try:
        with pytest.raises(OutputError, match="more than 20 folders down"):
            read_all(Library(content))
    finally:
        subprocess.run([sys.executable, "-c", flat], check=True)  # pytest would fail to
