"""Date forms of profiles: texts read by hand-made tables, and dates written, then read back."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualstat.registers.record import DAY_FORM
from qualstat.sources.dates import date_form, day_order, plain

PARIS, CAYENNE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Cayenne")
NBSP, NARROW = "\u00a0", "\u202f"
FRENCH = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
ENGLISH = (
    "January February March April May June July August September October November December".split()
)

# form | text | plain form
READ = f"""
dd/mm/yyyy | 05/01/2018 | 2018-01-05
dd/mm/yyyy |  05/01/2018{NBSP} | 2018-01-05
j/m/aa | 5/1/18 | 2018-01-05
d/m/yy | 05/01/68 | 2068-01-05
d/m/yy | 05/01/69 | 1969-01-05
yyyymmdd | 20180105 | 2018-01-05
yyyymmddTHHMMSS | 20180105T140559 | 2018-01-05 14:05:59
dd.mm.yyyy | 29.02.2016 | 2016-02-29
d mmm yyyy | 5 FÉVR. 2018 | 2018-02-05
d mmm yyyy | 5 fe\u0301vrier 2018 | 2018-02-05
d mmmm yyyy | 5 aout 2018 | 2018-08-05
d mmmm yyyy | 1er mai 2018 | 2018-05-01
mmmm d, yyyy | August 5, 2018 | 2018-08-05
dddd d mmmm yyyy | vendredi 5 janvier 2018 | 2018-01-05
ddd, dd mmm yyyy HH:MM:SS Z | Fri, 05 Jan 2018 14:05:59 +0100 | 2018-01-05 14:05:59+01:00
jjj jj/mm/aaaa | ven. 05/01/2018 | 2018-01-05
dd/mmm/yyyy:HH:MM:SS Z | 05/Jan/2018:14:05:59 -0300 | 2018-01-05 14:05:59-03:00
dd/mm/yyyy   HH:MM | 05/01/2018{NBSP}  14:05 | 2018-01-05 14:05:00
dd/mm/yyyy hh:mm | 05/01/2018 14:05 | 2018-01-05 14:05:00
dd/mm/yyyy hh:mm:ss | 05/01/2018 14:05:59 | 2018-01-05 14:05:59
dd/mm/yyyy h:mm | 05/01/2018 9:05 | 2018-01-05 09:05:00
dd/mm/yyyyThh:mm | 05/01/2018T14:05 | 2018-01-05 14:05:00
dd/mm/yyyy HH | 05/01/2018 14 | 2018-01-05 14:00:00
dd/mm/yyyy HHhMM | 05/01/2018 14h05 | 2018-01-05 14:05:00
dd/mm/yyyy HH'h'MM | 05/01/2018 14H05 | 2018-01-05 14:05:00
dd/mm/yyyy 'à' HH'h'MM | 05/01/2018 à 14h05 | 2018-01-05 14:05:00
'le 'dd/mm/yyyy | Le 05/01/2018 | 2018-01-05
dd/mm/yyyy HH:MM:SS.fff | 05/01/2018 14:05:59.999 | 2018-01-05 14:05:59
dd/mm/yyyy HH:MM:SS,fff | 05/01/2018 14:05:59.9 | 2018-01-05 14:05:59
dd/mm/yyyy HH:MM:SS.fff | 05/01/2018 14:05:59 | 2018-01-05 14:05:59
mm/dd/yyyy H:MM am | 01/05/2018 12:05 AM | 2018-01-05 00:05:00
mm/dd/yyyy H:MM am | 01/05/2018 12:05 PM | 2018-01-05 12:05:00
mm/dd/yyyy H:MM AM/PM | 01/05/2018 1:05{NARROW}p.m. | 2018-01-05 13:05:00
mm/dd/yyyy hh:mmam | 01/05/2018 11:05pm | 2018-01-05 23:05:00
HH:MM dd/mm/yyyy | 14:05 05/01/2018 | 2018-01-05 14:05:00
HH:MM:SS | 14:05:59 | 14:05:59
iso | 2018-01-05T14:05:59.999Z | 2018-01-05 14:05:59Z
epoch | 1514764800 | 2018-01-01 00:00:00Z
epoch | 1514764859.999 | 2018-01-01 00:00:59Z
epoch | 1514764859,999 | 2018-01-01 00:00:59Z
epoch_ms | 1514764859999 | 2018-01-01 00:00:59Z
epoch | 31536000 | 1971-01-01 00:00:00Z
epoch | 4133980799 | 2100-12-31 23:59:59Z
dd/mm/yyyy | 2018-01-05 | 2018-01-05
dd/mm/yyyy | 2018-01-05t14:05:59,25z | 2018-01-05 14:05:59Z
dd/mm/yyyy | 2018-01-05 14:05:59+01 | 2018-01-05 14:05:59+01:00
dd/mm/yyyy | 2018-01-05 14:05:59.123456 -0330 | 2018-01-05 14:05:59-03:30
dd/mm/yyyy | 2018-01-05 14:05+01:00 | 2018-01-05 14:05:00+01:00
""".strip().splitlines()

UNREAD = """
dd/mm/yyyy |
dd/mm/yyyy | 31/02/2018
dd/mm/yyyy | 5/1/2018
dd/mm/yyyy | 05-01-2018
dd/mm/yyyy | 05/01/2018 14:05
dd/mm/yyyy | x05/01/2018
dd/mm/yyyy | 05/01/1899
dd/mm/yyyy | 05/01/2101
dd/mm/yyyy | 2018-02-29
dd/mm/yyyy | 2018-01-05 14:05+15:00
dd/mm/yyyy | 1899-12-30
dd/mm/yyyy | ٠٥/٠١/٢٠١٨
dd.mm.yyyy | 05x01x2018
d mmm yyyy | 5 jui 2018
d mmm yyyy | 2er mai 2018
d mmm yyyy | 21er mai 2018
ddd dd/mm/yyyy | foo 05/01/2018
dd/mm/yyyy HH:MM | 05/01/2018
dd/mm/yyyy HH:MM | 05/01/2018 10:05-11:00
dd/mm/yyyy HH:MM:SS | 05/01/2018 14:05:60
dd/mm/yyyy H:MM | 05/01/2018 24:05
dd/mm/yyyy H:MM am | 05/01/2018 13:05 PM
dd/mm/yyyy H:MM am | 05/01/2018 0:05 AM
epoch | 20180105
epoch | 31535999
epoch | 4133980800
epoch_ms | 1514764859
""".strip().splitlines()

REFUSED = """
 | empty
dddd | empty
dd/mm/YYYY | letters YYYY
dd/MM/yyyy | no month
dd/mm | no year
mm/yyyy HH:MM | no day
dd/mm/yyyy yy | year twice
dd/mm/yyyy MM | minute without hour
dd/mm/yyyy HH SS | second without minute
dd/mm/yyyy am | half without hour
HH:MM Z | offset without day
%d/%m/%Y | letters Y
dd/mm/20yy | digit 2
dd/mm/yyyy à HH:MM | letters à
dd/mm/yyyy hhh:mm | letters hhh
dd/mm/yyyy 'HH:MM | open quote
ISO | letters I
""".splitlines()[1:]

FIXED = [
    "dd/mm/yyyy", "jj/mm/aaaa", "yyyy-mm-dd", "mm.dd.yyyy", "dd_mm_yyyy", "dd mm yyyy",
    "dd/mm/yyyy HH:MM", "dd/mm/yyyy HH:MM:SS", "yyyy-mm-ddTHH:MM", "yyyy/mm-ddTHH:MM:SS",
    "dd/mm/yyyy hh:mm",
]  # fmt: skip
UNFIXED = [
    "d/mm/yyyy", "dd/mm/yy", "ddmmyyyy", "ddTmmTyyyy", "dd/mmm/yyyy", "HH:MM dd/mm/yyyy",
    "dd/mm/yyyy H:MM", "dd/mm/yyyy HHhMM", "dd/mm/yyyy HH", "dd/mm/yyyy HH:MM:SS.fff",
    "dd/mm/yyyy HH:MMZ", "dd–mm–yyyy", "HH:MM", "iso", "epoch",
]  # fmt: skip


def cells(line: str) -> list[str]:
    """Cut a line of a table."""
    return [cell.removeprefix(" ").removesuffix(" ") for cell in line.split("|")]


@pytest.mark.parametrize("line", READ)
def test_a_text_in_a_form_is_read(line: str) -> None:
    form, text, expected = cells(line)
    assert plain(text, [date_form(form)]) == expected


@pytest.mark.parametrize("line", UNREAD)
def test_a_text_that_only_nearly_fits_is_not_read(line: str) -> None:
    form, text = cells(line)
    assert plain(text, [date_form(form)]) is None


@pytest.mark.parametrize("line", REFUSED)
def test_a_form_that_shows_no_moment_is_refused(line: str) -> None:
    form, word = cells(line)
    with pytest.raises(ValueError, match=f"^{re.escape(word)}$"):
        date_form(form)


@pytest.mark.parametrize("form", FIXED)
def test_the_day_of_a_fixed_form_is_its_first_ten_characters(form: str) -> None:
    assert date_form(f" {form} ").fixed
    assert date_form(date_form(f" {form} ").text[:10]).dated


@pytest.mark.parametrize("form", UNFIXED)
def test_no_other_form_is_fixed(form: str) -> None:
    assert not date_form(form).fixed


@pytest.mark.parametrize(
    ("form", "dated", "timed"),
    [("dd/mm/yyyy", True, False), ("dd/mm/yyyy HH", True, True), ("HH:MM", False, True)],
)
def test_a_form_knows_its_parts(form: str, dated: bool, timed: bool) -> None:
    assert (date_form(form).dated, date_form(form).timed) == (dated, timed)


def test_the_first_form_that_fits_an_existing_date_wins() -> None:
    forms = [date_form("mm/dd/yyyy"), date_form("dd/mm/yyyy")]
    assert plain("13/04/2018", forms) == "2018-04-13"
    assert plain("05/01/2018", forms) == "2018-05-01"
    assert plain("05/01/2018", forms[::-1]) == "2018-01-05"
    assert plain("2018-01-05", [date_form("yyyy-dd-mm")]) == "2018-05-01"


def test_without_forms_iso_is_read_and_nothing_else() -> None:
    assert plain("2018-01-05", []) == "2018-01-05"
    assert plain("05/01/2018", []) is None


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("05/01/2018 14:05", PARIS, "2018-01-05 14:05:00+01:00"),
        ("05/07/2018 14:05", PARIS, "2018-07-05 14:05:00+02:00"),
        ("05/07/2018 14:05", CAYENNE, "2018-07-05 14:05:00-03:00"),
        ("05/07/2018 14:05", ZoneInfo("UTC"), "2018-07-05 14:05:00+00:00"),
        # 28/10/2018 from 2:00 to 3:00 came twice in Paris: the first time is meant
        ("28/10/2018 02:30", PARIS, "2018-10-28 02:30:00+02:00"),
        ("05/01/1905 14:05", PARIS, "1905-01-05 14:05:00+00:09"),  # Paris was at +00:09:21
        ("2018-07-05 14:05Z", PARIS, "2018-07-05 14:05:00Z"),
        ("2018-07-05 14:05-04:00", PARIS, "2018-07-05 14:05:00-04:00"),
        ("2018-07-05", PARIS, "2018-07-05"),
    ],
)
def test_a_zone_gives_its_offset_to_a_time_that_has_none(
    text: str, zone: ZoneInfo, expected: str
) -> None:
    assert plain(text, [date_form("dd/mm/yyyy HH:MM")], zone=zone) == expected


def test_a_clock_is_the_time_of_a_date_without_one_and_keeps_its_day() -> None:
    forms = [date_form("dd/mm/yyyy"), date_form("dd/mm/yyyy HH:MM"), date_form("HH:MM")]
    assert plain("05/01/2018", forms, clock="08:30") == "2018-01-05 08:30:00"
    assert plain("05/01/2018", forms, clock="00:00", zone=CAYENNE) == "2018-01-05 00:00:00"
    assert plain("05/01/2018 14:05", forms, clock="08:30") == "2018-01-05 14:05:00"
    assert plain("14:05", forms, clock="08:30") == "14:05:00"


def test_each_month_has_its_names_in_both_languages() -> None:
    form = date_form("d mmm yyyy")
    for names in (FRENCH, SHORT, ENGLISH, [name[:3] for name in ENGLISH]):
        months = [plain(f"1 {name} 2018", [form]) for name in names]
        assert months == [f"2018-{month:02}-01" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["13/01/2018"], "day"),
        (["05/01/2018", "13/01/2018"], "day"),
        (["01-13-2018 10:05"], "month"),
        (["5.1.2018", "1.31.2018"], "month"),
        (["13/01/2018", "01/13/2018"], "both"),
        (["01/13/2018", "05/05/2018", "13/01/2018"], "both"),
        (["05/01/2018", "05/05/2018", "12/12/2018"], "either"),
        (["05/05/2018", "12/12/2018"], "none"),
        ([" 13/01/2018T10:05 "], "day"),
        (["2018-01-13", "13/01/18", "13/01-2018", "13/01/2018x", "x13/01/2018", ""], "none"),
        (["32/01/2018", "13/13/2018", "0/5/2018", "14/15/2018"], "none"),
        ([], "none"),
    ],
)
def test_the_order_of_day_and_month_is_seen_from_texts(texts: list[str], order: str) -> None:
    assert day_order(iter(texts)) == order


MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31, 23, 59, 59))  # noqa: DTZ001 civil times
WRITTEN = {
    "dd/mm/yyyy HH:MM:SS": "{0:%d/%m/%Y %H:%M:%S}",
    "yyyy-mm-ddTHH:MM:SS": "{0:%Y-%m-%dT%H:%M:%S}",
    "mm.dd.yyyy HH:MM:SS": "{0:%m.%d.%Y %H:%M:%S}",
    "d/m/yyyy H:MM:SS": "{0.day}/{0.month}/{0.year} {0.hour}:{0:%M:%S}",
    "HH'h'MM'm'SS dddd d mmmm yyyy": "{0:%Hh%Mm%S %A} {0.day} {0:%B %Y}",
    "dd mmm yyyy hh:mm:ss am": "{0:%d %b %Y %I:%M:%S %p}",
    "jj mmm aaaa HH:MM:SS,fff": "{0:%d} {1} {0:%Y %H:%M:%S,%f}",
    "iso": "{0:%Y-%m-%d %H:%M:%S.%f}",
}


@given(MOMENTS, st.sampled_from(sorted(WRITTEN)))
def test_what_a_form_writes_it_reads(moment: datetime, form: str) -> None:
    text = WRITTEN[form].format(moment, SHORT[moment.month - 1])
    assert plain(text, [date_form(form)]) == f"{moment:%Y-%m-%d %H:%M:%S}"


@given(st.datetimes(datetime(1971, 1, 2), datetime(2100, 12, 30)))  # noqa: DTZ001 made UTC below
def test_a_count_of_seconds_is_the_moment_it_counts(moment: datetime) -> None:
    utc = moment.replace(microsecond=0, tzinfo=UTC)
    count = (utc - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    expected = f"{utc:%Y-%m-%d %H:%M:%S}Z"
    assert plain(str(count), [date_form("epoch")]) == expected
    assert plain(f"{count}999", [date_form("epoch_ms")]) == expected


@given(MOMENTS, st.sampled_from(["Europe/Paris", "America/Cayenne", "Pacific/Noumea", "UTC"]))
def test_a_moment_of_a_zone_is_one_that_the_registers_read(moment: datetime, zone: str) -> None:
    found = plain(f"{moment:%d/%m/%Y %H:%M}", [date_form("dd/mm/yyyy HH:MM")], zone=ZoneInfo(zone))
    assert found is not None
    assert DAY_FORM.fullmatch(found)
    assert found[:19] == f"{moment:%Y-%m-%d %H:%M}:00"


@given(MOMENTS, st.sampled_from([form for form in FIXED if ":" in form]))
def test_the_day_of_a_fixed_form_can_be_read_alone(moment: datetime, form: str) -> None:
    day = {"dd": f"{moment:%d}", "mm": f"{moment:%m}", "yyyy": f"{moment:%Y}"}
    first = re.sub("dd|mm|yyyy", lambda part: day[part[0]], form[:10])
    text = f"{first}{form[10]}{moment:%H:%M:%S}"[: len(form)]
    whole, alone = plain(text, [date_form(form)]), plain(first, [date_form(form[:10])])
    assert whole is not None
    assert alone == f"{moment:%Y-%m-%d}" == whole[:10]


@given(st.text(), st.sampled_from(["dd/mm/yy", "d mmmm yyyy H:MM", "epoch", "iso"]))
def test_any_text_is_read_or_not_but_breaks_nothing(text: str, form: str) -> None:
    found = plain(text, [date_form(form)])
    assert found is None or DAY_FORM.fullmatch(found)
