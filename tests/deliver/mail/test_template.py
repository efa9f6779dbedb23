from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.deliver.mail.template import (
    FIELDS,
    MissingFieldError,
    parse_template,
    read_template,
    usual_template,
    values_for,
)
from packgen.errors import DeliveryError, OutputError
from tests.support.mails import one

VALUES = dict.fromkeys(FIELDS, "x")


def filled(text: str, **values: str) -> tuple[str, str, str]:
    return parse_template(text, "t.txt").filled(VALUES | values)


def test_fields_stand_for_what_the_pack_has(tmp_path: Path) -> None:
    values = values_for(one(tmp_path, name="Anna Maria Berg", first="Anna Maria", exam="2027-06-07"))
    assert values == {
        "first": "Anna Maria", "name": "Anna Maria Berg", "title": "Khrushchev in power",
        "section": "The rise and The fall", "exam-date": "Monday 7 June 2027",
    }  # fmt: skip
    assert values_for(one(tmp_path, sections="One"))["section"] == "One"
    assert values_for(one(tmp_path, sections="A;B;C"))["section"] == "A, B and C"
    assert values_for(one(tmp_path, sections="", exam="no date"))["exam-date"] == ""


def test_text_and_html_say_the_same() -> None:
    subject, text, html = filled(
        "Subject: {title} for {first}\n\nDear **{first}**,\n\n- *one*\n- two\n\n  more\n\n3. three\n4. four\n\n"
        "See [the site](https://school.example/a?b=1&c=2), <mailto:o@school.example>.\nBest wishes",
        first="Zoë", title="Stalin",
    )  # fmt: skip
    assert subject == "Stalin for Zoë"
    assert text == (
        "Dear Zoë,\n\n- one\n- two\n  more\n\n3. three\n4. four\n\n"
        "See the site (https://school.example/a?b=1&c=2), mailto:o@school.example.\nBest wishes\n"
    )
    assert "<p>Dear <strong>Zoë</strong>,</p>" in html
    assert '<ol start="3">' in html
    assert '<a href="https://school.example/a?b=1&amp;c=2">the site</a>' in html
    assert "<br>\nBest wishes" in html


NASTY = "*Anna* _x_ [a](https://x.example) <b>&amp; `c` # {name} \\*"


def test_a_name_never_becomes_markup() -> None:
    subject, text, html = filled("Subject: {name}\n\n{name}\n\n- **{name}**", name=NASTY)
    assert subject == NASTY
    assert text == f"{NASTY}\n\n- {NASTY}\n"
    assert html.count("*Anna* _x_ [a](https://x.example) &lt;b&gt;&amp;amp; `c` # {name} \\*") == 2
    assert "<b>" not in html
    assert "<a" not in html


def test_html_and_links_elsewhere_stay_text() -> None:
    body = '<script>x</script> ![i](https://x.example/i.png) [a](javascript:x) [b](http://x.example) <img src="x">'
    _, text, html = filled(f"Subject: x\n\n{body}")
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:x)" in html
    assert html.count("<a ") == 1  # the picture's address, as a link
    assert "[b](http://x.example)" in text


def test_braces_are_written_twice() -> None:
    assert filled("Subject: {{first}}\n\n{{{first}}}", first="A")[:2] == ("{first}", "{A}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hello\n\nx", r't.txt:1: the first line has to be the subject. Write "Subject: {title}".'),
        ("Subject: \n\nx", "t.txt:1: the first line"),
        ("Subject: x\nHello", "t.txt:2: after the subject there has to be an empty line"),
        ("Subject: x\n\n  \n", "t.txt:3: there is no text"),
        ("Subject: x\n\nDear\n{frist}", 't.txt:4: there is no field {frist}. Did you mean "first"?'),
        ("Subject: {email}\n\nx", "t.txt:1: there is no field {email}."),
        ("Subject: x\n\n{ first", 't.txt:3: "{" stands alone'),
        ("Subject: x\n\nfirst}", 't.txt:3: "}" stands alone'),
        ("Subject: x\n\n[a](https://x.example/{name})", "t.txt: a field cannot stand in the address of a link"),
        ("Subject: x\n\na\u202eb", r"t.txt:3: the character U+202E is not text"),
        ("Subject: x\n\na\ue000b", r"t.txt:3: the character U+E000 is not text"),
        ("Subject: x\0\n\na", r"t.txt:1: the character U+0000 is not text"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DeliveryError) as problem:
        parse_template(text, "t.txt")
    assert message in str(problem.value)


def test_a_field_without_a_value_is_named() -> None:
    with pytest.raises(MissingFieldError, match="exam-date"):
        filled("Subject: x\n\n{exam-date}", **{"exam-date": ""})
    with pytest.raises(MissingFieldError, match="section"):
        filled("Subject: {section}\n\nx", section="")


def test_a_file_may_come_from_windows(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes("\ufeffsubject:\t{title}\r\n\r\nÜber {first}\r\n".encode())
    assert read_template(path).filled(VALUES)[:2] == ("x", "Über x\n")
    path.write_bytes(b"Subject: x\n\n\xff")
    with pytest.raises(DeliveryError, match="not UTF-8"):
        read_template(path)
    path.write_bytes(b"Subject: x\n\n" + b"x" * 100_000)
    with pytest.raises(DeliveryError, match="larger than 100,000"):
        read_template(path)
    with pytest.raises(OutputError, match=r"The template .* cannot be read"):
        read_template(tmp_path / "none")


def test_the_usual_text_has_the_exam_where_there_is_one() -> None:
    told = VALUES | {"exam-date": "Monday 7 June 2027"}
    assert "Monday 7 June 2027" in usual_template(exam=True).filled(told)[1]
    assert "exam" not in usual_template(exam=False).filled(VALUES | {"exam-date": ""})[1]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(max_size=40))
def test_any_name_stays_as_it_is_and_any_text_gives_a_message_or_an_error(name: str, body: str) -> None:
    assert filled("Subject: x\n\n**{name}** and *{name}*", name=name)[1] == f"{name} and {name}\n"
    try:
        _, text, html = filled(f"Subject: x\n\n{body} {{name}}", name=name)
    except DeliveryError:
        return
    assert name in text
    assert "<script" not in html
