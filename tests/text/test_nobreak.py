import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen.text.nobreak import bind_spaces


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        ("On 18 June 1957 they voted.", "On 18~June 1957 they voted."),
        ("5 Mar 1953", "5~Mar 1953"),
        ("14–25 February", "14–25~February"),
        ("the 21st May", "the 21st~May"),
        ("J. S. Smith", "J.~S.~Smith"),
        ("by V. I. Lenin", "by V.~I.~Lenin"),
        ("(A. J. P. Taylor)", "(A.~J.~P.~Taylor)"),
        ("Н. С. Хрущёв", "Н.~С.~Хрущёв"),
        ("36 million hectares", "36~million hectares"),
        ("a fall of 18 %", "a fall of 18~%"),
        ("5 km from 20 m², at 9 p.m.", "5~km from 20~m², at 9~p.m."),
        ("c. 1900, No. 1, p. 4, § 3, № 7", "c.~1900, No.~1, p.~4, §~3, №~7"),
        ("1861 – 64, 1,234 –5 and 3 - 4", "1861~–~64, 1,234~–5 and 3~-~4"),
        ("pp. 10–12 of vol. 2", "pp.~10–12 of vol.~2"),
    ],
)
def test_binds(typed: str, bound: str) -> None:
    assert bind_spaces(typed) == bound.replace("~", "\u00a0")


@pytest.mark.parametrize(
    "text",
    [
        "June 1957",
        "in 1953 March came early",
        "it gained 12 marks and 5 marches",
        "he may go; 3 may stay",
        "under Nicholas I. The reform",
        "as in Source A. The author",
        "a map. 1900 was dry",
        "in the USA. Then",
        "he had 5 mice",
        "the end. Then 40 men came",
        "7 to 4",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert bind_spaces(text) == text


@given(st.text(st.sampled_from("18 9thJune.May A.СЁ IVX§№% kmpc\u00a0\n")))
def test_only_ever_turns_a_space_into_a_no_break_space(text: str) -> None:
    bound = bind_spaces(text)
    assert bound.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert len(bound) == len(text)
    assert bind_spaces(bound) == bound
