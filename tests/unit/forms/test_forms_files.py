"""What a file may be, by what a phone says of it: types that say nothing are judged by the content later."""

from __future__ import annotations

import pytest

from domain.forms import IMAGE, PDF, TABLE, FileRef
from domain.forms.cards.filing import check_file
from domain.forms.kinds import PaperAnswer
from domain.forms.refusals import FileKindWrong, TableWanted

ANYTHING = "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("IMG_0001.HEIC", ANYTHING), ("IMG_0001.HEIC", ""), ("照片.JPG", "text/plain"), ("scan.pdf", ANYTHING),
        ("发票.PDF", "application/x-msdownload"), ("mmexport1690000000", ANYTHING), ("", "image/jpeg"),
        ("photo.jpg.bin", ANYTHING), ("scan", "application/pdf"), ("x.tiff", ""),
    ],
)  # fmt: skip
def test_what_may_be_a_paper_is_taken(name: str, mime: str) -> None:
    check_file(PaperAnswer((IMAGE, PDF)), FileRef("f", "u", name=name, mime=mime))


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("证明.docx", ANYTHING),
        ("song.mp3", "audio/mpeg"),
        ("app.apk", ""),
        ("note", "text/plain"),
        ("发票.ofd", ANYTHING),
    ],
)
def test_what_can_be_none_is_refused_at_once(name: str, mime: str) -> None:
    with pytest.raises(FileKindWrong):
        check_file(PaperAnswer((IMAGE, PDF)), FileRef("f", "u", name=name, mime=mime))


@pytest.mark.parametrize("name", ["officers.CSV", "一览表.xlsx", "list.txt", "list.tsv", "officers"])
def test_a_table_is_one_by_its_name_or_judged_by_its_content(name: str) -> None:
    check_file(PaperAnswer((TABLE,)), FileRef("f", "u", name=name, mime=ANYTHING))


@pytest.mark.parametrize("name", ["officers.xls", "officers.ods", "officers.et", "officers.docx", "officers.pdf"])
def test_what_is_saved_in_another_way_is_no_table(name: str) -> None:
    with pytest.raises(TableWanted):
        check_file(PaperAnswer((TABLE,)), FileRef("f", "u", name=name, mime=ANYTHING))


@pytest.mark.parametrize("name", ["officers.xlsx", "officers.csv"])
def test_a_table_is_no_paper(name: str) -> None:
    with pytest.raises(FileKindWrong):
        check_file(PaperAnswer(), FileRef("f", "u", name=name, mime=ANYTHING))
