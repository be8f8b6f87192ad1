"""The command measures what it is given, and says in plain words what is wrong with a file."""

import gzip
import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

OCCUPATIONS = """uri,preferred,alternatives
a,pastry chef,cake maker|patissier
b,electrician,spark|wiring engineer
c,primary school teacher,
"""
TITLES = """title,uri
pastry chef,a
"electrician, night shift",b
primary school teacher,c
"""


def run(folder: Path, titles: str | bytes, occupations: str | bytes, **options: object) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    for name, content in (("titles.csv", titles), ("occupations.csv", occupations)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = {"titles": folder / "titles.csv", "occupations": folder / "occupations.csv"}
    call_command("evaluate_matcher", stdout=out, stderr=err, **paths, **options)
    return out.getvalue(), err.getvalue()


def test_it_prints_every_number_with_its_interval(tmp_path: Path) -> None:
    out, err = run(tmp_path, TITLES, OCCUPATIONS)
    assert "3 titles, 3 occupations" in out
    for name in ("MRR", "R@1", "R@5", "R@10"):
        assert re.search(rf"^{name} +1\.000 \(1\.000–1\.000\)$", out, re.MULTILINE), out
    assert err == ""


def test_packed_files_and_those_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    spreadsheet = b"\xef\xbb\xbf" + OCCUPATIONS.replace(",", ";").replace("uri", "URI").replace("\n", "\r\n").encode()
    out, _ = run(tmp_path, gzip.compress(TITLES.encode()), spreadsheet)
    assert "3 titles, 3 occupations" in out


def test_titles_against_single_titles_need_no_alternatives(tmp_path: Path) -> None:
    out, _ = run(tmp_path, "title,uri\nsparky,b\n", "uri,preferred\na,baker\nb,electrician\n")
    assert "1 titles, 2 occupations" in out


def test_a_wrong_answer_costs(tmp_path: Path) -> None:
    out, _ = run(tmp_path, "title,uri\npastry chef,b\n", OCCUPATIONS)
    assert "R@1   0.000" in out


def test_views_can_be_chosen(tmp_path: Path) -> None:
    hidden = "title,uri\nwiring engineer,b\nengineer of wiring,b\n"
    best, _ = run(tmp_path, hidden, OCCUPATIONS, views="best")
    preferred, _ = run(tmp_path, hidden, OCCUPATIONS, views=" Preferred ")
    assert "R@1   1.000" in best
    assert "R@1   1.000" not in preferred
    with pytest.raises(CommandError, match="no view nonsense"):
        run(tmp_path, TITLES, OCCUPATIONS, views="best,nonsense")


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    out, err = run(
        tmp_path,
        TITLES + "baker,elsewhere\n,a\n   ,a\npastry chef,a\nshort row\n",
        OCCUPATIONS + "a,confectioner,\n,nobody,\nd,,\n",
    )
    assert "4 titles, 3 occupations" in out
    assert "2 titles whose uri is no occupation" in err
    assert "2 rows without a title" in err
    assert "1 rows that stood there before" in err
    assert "1 rows whose uri came before" in err
    assert "2 rows without a uri or a label" in err


@pytest.mark.parametrize(
    ("titles", "occupations", "says"),
    [
        (b"name,code\nx,a\n", OCCUPATIONS, "needs the columns title and uri. It has: name, code"),
        (TITLES, "uri,label\na,baker\n", "needs the columns uri and preferred"),
        (b"", OCCUPATIONS, "It has: none"),
        (TITLES, "uri,preferred\n", "names no occupation"),
        ("title,uri\nbaker,z\n", OCCUPATIONS, "no title whose uri is among the occupations. 1 titles"),
        ("title,uri\nbäcker,a\n".encode("utf-16"), OCCUPATIONS, "is not UTF-8"),
        (gzip.compress(TITLES.encode(), mtime=0)[:20], OCCUPATIONS, "cannot be read"),
        (gzip.compress(TITLES.encode(), mtime=0)[:12] + b"broken broken", OCCUPATIONS, "cannot be read"),
    ],
)
def test_a_file_that_will_not_do_is_told(
    tmp_path: Path, titles: str | bytes, occupations: str | bytes, says: str
) -> None:
    with pytest.raises(CommandError) as told:
        run(tmp_path, titles, occupations)
    assert says in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_matcher", titles=tmp_path / "none", occupations=tmp_path / "none")


def test_without_files_it_prints_every_table_of_the_data(data: Path) -> None:
    out = io.StringIO()
    call_command("evaluate_matcher", data=data, stdout=out)
    assert re.search(r"^shipped, preferred: MRR 1\.000", out.getvalue(), re.MULTILINE)
    assert re.search(r"^frozen, … and groups × 0.2: the whole mixture: MRR .*R@10", out.getvalue(), re.MULTILINE)
    assert re.search(
        r"^shipped, of all these “.+” and “.+”, each chosen on the other half: MRR", out.getvalue(), re.MULTILINE
    )
    assert re.search(r"^shipped: MAP 0\.\d+ \(", out.getvalue(), re.MULTILINE)
    assert "shipped over frozen: 0.000 (0.000–0.000)" in out.getvalue()
    assert re.search(
        r"^shipped, trade, weights \S+ and \S+, each chosen on the other half", out.getvalue(), re.MULTILINE
    )
    assert re.search(r"^shipped with groups × 0.05: MAP 0\.\d+ \(", out.getvalue(), re.MULTILINE)


def test_without_files_or_data_it_is_said_where_they_should_be(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read.*--data"):
        call_command("evaluate_matcher", data=tmp_path)


def test_one_file_without_the_other_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="both"):
        call_command("evaluate_matcher", titles=tmp_path / "none")
