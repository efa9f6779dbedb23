from __future__ import annotations

import unicodedata

import pytest

from packgen.batch.latin import latin
from packgen.batch.naming import slug
from packgen.text.faces import Faces

SILENT = set("ЪъЬьҌҍƸƹɁɂʔʕʡʢʭꞋꞌᴥᐞᐥϏϗℵⵄꜢꜣꜤꜥອຯჸჺ\ufb2e\ufb2f\ufb30")
"""Letters that stand for no sound, or for one that Latin letters do not have."""

GREEK = {
    "Γιώργος Παπαδόπουλος": "giorgos papadopoulos",
    "ΓΙΏΡΓΟΣ": "giorgos",
    "Ευάγγελος Αυγερινός": "evangelos avgerinos",
    "Λευτέρης Ευθυμίου": "lefteris efthymiou",
    "Μπάμπης Γκίκας": "bampis gkikas",
    "Ταΰγετος Αϋφαντής": "taygetos ayfantis",
    "Άυλος": "aylos",
    "Χαράλαμπος Ψαρρός": "charalampos psarros",
    "Σφίγξ Μελάγχρους": "sfinx melanchrous",
    "Ἀριστοτέλης": "aristotelis",
}


@pytest.mark.parametrize(("name", "expected"), GREEK.items())
def test_greek_is_written_as_its_standard_says(name: str, expected: str) -> None:
    assert latin(name) == expected
    assert latin(unicodedata.normalize("NFD", name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Иван Петров", "ivan-petrov"),
        ("Михайло Їжак Ґалаґан Єва", "mikhaylo-yizhak-galagan-yeva"),
        ("Ђорђе Љубић", "djordje-ljubic"),
        ("Nguyễn Thị Hường", "nguyen-thi-huong"),
        ("Đặng Văn Ơn", "dang-van-on"),
        ("İrem Şğı Çelik", "irem-sgi-celik"),
        ("IŞIK", "isik"),
        ("Guðrún Þórðardóttir", "gudrun-thordardottir"),
        ("Strauß Ørsted Łącki", "strauss-orsted-lacki"),
        ("Արամ Խաչատրյան", "aram-khachatryan"),
        ("გიორგი მელაძე", "giorgi-meladze"),
        ("Kaʻahumanu ʻOkina", "kaahumanu-okina"),
    ],
)
def test_a_name_of_any_alphabet_has_a_file_in_latin_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_every_letter_that_can_be_printed_has_one_in_a_file_name() -> None:
    letters = {chr(code) for code in range(0x80, 0x20000) if unicodedata.category(chr(code)) in {"Lu", "Ll", "Lo"}}
    printed = letters.difference(Faces({}).missing("".join(sorted(letters))))
    assert {"ς", "Щ", "ß", "Ա", "ქ", "ŋ"} < printed
    lost = {letter for letter in printed if not slug(letter)}
    assert lost <= SILENT
