"""Write the sample registers of 2017 and 2018: made up, the same bytes at every run.

    python samples/generate.py [FOLDER]

Without a folder they are written beside this script. The counts to hit stand in `counts.py`;
chance only decides which day, how long, and in what words.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import counts
from counts import APPOINTMENTS, CALLS, MAIL, PENDING, SERVICES, SPOILT, VISITS, Letters, Visits

SEED = 2018
DAYS = [date(2017, 1, 1) + timedelta(days=n) for n in range(730)]
WORKING = [day for day in DAYS if day.weekday() < 5 and day not in counts.HOLIDAYS]

Files = dict[str, list[str]]


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def french(day: date | None) -> str:
    """Write a day as most exports do; nothing where it has not happened."""
    return f"{day:%d/%m/%Y}" if day else ""


def clock(rng: random.Random, half_hours: Sequence[int]) -> str:
    """Draw a time of day, to the second."""
    seconds = rng.choice(half_hours) * 1800 + rng.randrange(1800)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def busy_days(rng: random.Random, days: list[date], count: int) -> list[date]:
    """Spread a year's events over its working days, unevenly."""
    mood = [0.7 + 0.6 * rng.random() for _ in days]
    weights = [
        counts.SEASON[d.month - 1] * counts.WEEK[d.weekday()] * m
        for d, m in zip(days, mood, strict=True)
    ]
    return sorted(rng.choices(days, weights, k=count))


def pick(rng: random.Random, weights: Sequence[float], count: int) -> set[int]:
    """Choose places, the heavier the likelier, exactly `count` of them."""
    keys = sorted((rng.random() / weight, place) for place, weight in enumerate(weights))
    return {place for _, place in keys[:count]}


def share_out(rng: random.Random, count: int, total: int, longest: int) -> list[int]:
    """Draw `count` delays from 0 to `longest` that add up to `total`."""
    delays = [0] * count
    while total:
        place = rng.randrange(count)
        if delays[place] < longest:
            delays[place] += 1
            total -= 1
    return delays


def call(rng: random.Random, issue: str, line: str) -> str:
    """Write outcome, wait and talk of one call; the IVR times tenths of a second."""
    # Products of draws, not a library's distributions: the same bytes on every machine.
    wait = rng.random() * rng.random() * (240 if issue == "perdu" else 90)
    text = f"{wait:.1f}".replace(".", ",") if line == "svi" else str(int(wait) + 1)
    if issue == "repondu":
        return f"{line};{issue};{text};{20 + int(rng.random() * rng.random() * 600)}"
    silent = issue == "ferme" or (issue == "perdu" and rng.random() < 0.06)
    return f"{line};{issue};{'' if silent else text};"


def year_of_calls(
    rng: random.Random, key: tuple[int, str, str], answered: int, lost: int
) -> list[tuple[date, str, str]]:
    """Draw one line's calls of one year: those of the count, then closed and diverted ones."""
    year, site, line = key
    days = [day for day in WORKING if day.year == year]
    rings = busy_days(rng, days, answered + lost)
    gone = pick(rng, [counts.STRAIN[day.month - 1] for day in rings], lost)
    issues = ["perdu" if place in gone else "repondu" for place in range(len(rings))]
    for issue, part in (("ferme", 28), ("dissuade", 75 if line == "standard" else 400)):
        more = busy_days(rng, days, len(gone) // 9 + answered // part)
        rings += more
        issues += [issue] * len(more)
    calls = []
    for day, issue in zip(rings, issues, strict=True):
        time = clock(rng, counts.SHUT_HALF_HOURS if issue == "ferme" else counts.OPEN_HALF_HOURS)
        calls.append((day, time, f"{site};{french(day)} {time};{call(rng, issue, line)}"))
    return calls


def make_calls(rng: random.Random) -> Files:
    """Write a file a month, all sites together."""
    calls = []
    for key, (answered, lost) in CALLS.items():
        calls += year_of_calls(rng, key, answered, lost)
    files: Files = {}
    for day, _, text in sorted(calls):
        path = f"{day.year}/appels-{day:%Y-%m}.csv"
        files.setdefault(path, ["site;debut;ligne;issue;attente_s;duree_s"]).append(text)
    return files


@dataclass
class Case:
    """A letter or an appointment: asked, answered, and (appointments only) held."""

    site: str
    public: str
    asked: date
    answered: date | None
    held: date | None = None
    canal: str = ""
    reference: str = ""
    service: str = ""


def asked_in(rng: random.Random, year: int, month: int, delay: int, last: date) -> int:
    """Draw the place, among working days, of a day of the month that leaves time to answer."""
    room = WORKING.index(max(day for day in WORKING if day <= last)) - delay
    places = [i for i, d in enumerate(WORKING) if (d.year, d.month) == (year, month) and i <= room]
    return rng.choice(places)


def months_of(rng: random.Random, count: int, taken: Iterable[int]) -> list[int]:
    """Give each case a month; no month of the site stays empty while cases remain."""
    empty = [month for month in range(1, 13) if month not in set(taken)]
    rng.shuffle(empty)
    free = rng.choices(range(1, 13), counts.SEASON, k=count)
    return (empty + free)[:count]


def year_of_mail(rng: random.Random, site: str, groups: list[Letters], last: date) -> list[Case]:
    """Draw one site's answered letters of one year."""
    drafts = []
    for group in groups:
        longest = 15 if group.canal == "courrier" else 5
        drafts += [(group, d) for d in share_out(rng, group.in_time, group.days, longest)]
    rng.shuffle(drafts)
    late = [(group, delay, month) for group in groups for month, delay in group.late]
    months = months_of(rng, len(drafts), (month for *_, month in late))
    letters = []
    for group, delay, month in [(*d, m) for d, m in zip(drafts, months, strict=True)] + late:
        # A late answer named in the report falls in the month of its letter.
        end = month_end(group.year, month) if delay in (7, 8) else last
        place = asked_in(rng, group.year, month, delay, end)
        days = WORKING[place], WORKING[place + delay]
        letters.append(Case(site, group.public, *days, canal=group.canal))
    return letters


def number(rng: random.Random, cases: list[Case], width: int) -> None:
    """Give one site's cases of one year their numbers; other services use those between."""
    chrono = 0
    for case in cases:
        chrono += rng.randint(2, 29)
        case.reference = f"{case.asked.year}-{chrono:0{width}}"
        case.service = rng.choice(SERVICES[case.site, case.public])
        # Without a number a letter cannot be followed from one export to the next.
        same_export = case.answered and case.answered <= month_end(
            case.asked.year, case.asked.month
        )
        if same_export and rng.random() < 0.03:
            case.reference = ""


def export(cases: list[Case], start: date, end: date) -> list[Case]:
    """Keep the cases asked in a span, and those still open when it began."""
    still_open = [c for c in cases if c.answered is None or c.answered >= start]
    kept = [c for c in still_open if c.asked <= end]
    return sorted(kept, key=lambda case: (case.asked, case.site, case.reference))


def make_mail(rng: random.Random) -> Files:
    """Write a file a month: letters of the month, and older ones that were still open."""
    letters: list[Case] = []
    for year in (2017, 2018):
        for site in ("prefecture", "aix", "arles", "istres"):
            groups = [group for group in MAIL if (group.year, group.site) == (year, site)]
            cases = year_of_mail(rng, site, groups, WORKING[-1])
            if year == 2018:
                cases += [
                    Case(s, "collectivite", d, None, canal=c) for s, c, d in PENDING if s == site
                ]
            cases.sort(key=lambda case: (case.asked, case.canal, case.public))
            number(rng, cases, 5)
            letters += cases
    files: Files = {}
    for year, month in [(y, m) for y in (2017, 2018) for m in range(1, 13)]:
        end = month_end(year, month)
        lines = ["site;reference;canal;public;nature;recu_le;repondu_le;service"]
        for c in export(letters, date(year, month, 1), end):
            answer = french(c.answered if c.answered and c.answered <= end else None)
            what = f"{c.site};{c.reference};{c.canal};{c.public};demande"
            lines.append(f"{what};{french(c.asked)};{answer};{c.service}")
        files[f"{year}/courriers-{year}-{month:02}.csv"] = lines
    return files


def year_of_appointments(rng: random.Random) -> list[Case]:
    """Draw the appointments of 2017, given before the year ends."""
    cases = []
    for group in APPOINTMENTS:
        fixed = share_out(rng, group.asked, group.to_fixed, group.longest)
        more = share_out(rng, group.asked, group.to_held - group.to_fixed, 6)
        months = months_of(rng, group.asked, ())
        for month, delay, after in zip(months, fixed, more, strict=True):
            place = asked_in(rng, 2017, month, delay, date(2017, 12, 29))
            asked, given, held = (WORKING[place + n] for n in (0, delay, delay + after))
            cases.append(Case(group.site, group.public, asked, given, held))
    return cases


def make_appointments(rng: random.Random) -> Files:
    """Write a file a quarter of 2017; none was kept in 2018, and Aix kept none."""
    cases = year_of_appointments(rng)
    cases.sort(key=lambda case: (case.asked, case.site, case.public))
    for site in ("prefecture", "arles", "istres"):
        number(rng, [case for case in cases if case.site == site], 4)
    files: Files = {}
    for quarter in (1, 2, 3, 4):
        end = month_end(2017, 3 * quarter)
        lines = ["site;reference;public;demande_le;fixe_le;tenu_le;service"]
        for c in export(cases, date(2017, 3 * quarter - 2, 1), end):
            known = c.answered is not None and c.answered <= end
            days = [
                french(c.asked),
                *(french(day if known else None) for day in (c.answered, c.held)),
            ]
            lines.append(f"{c.site};{c.reference};{c.public};{';'.join(days)};{c.service}")
        files[f"2017/rendez-vous-2017-T{quarter}.csv"] = lines
    return files


def year_of_visits(rng: random.Random, site: Visits) -> list[str]:
    """Draw one site's visitors, one row each, and its information desk, one row a day."""
    days = [day for day in WORKING if day >= date(2018, 4, 1)]
    arrivals = busy_days(rng, days, site.visitors)
    noting = [1.0 if day.month >= site.desk_from else 1e-9 for day in arrivals]
    noted = sorted(pick(rng, noting, site.completed[1]))
    done = {noted[i] for i in pick(rng, [1.0] * len(noted), site.completed[0])}
    asked = sorted(pick(rng, [1.0] * len(arrivals), site.content[1]))
    # The report says that opinions grew better towards the end of the year.
    gloom = [20.0 - arrivals[place].month for place in asked]
    sorry = {asked[i] for i in pick(rng, gloom, site.content[1] - site.content[0])}
    rows = []
    for place, day in enumerate(arrivals):
        outcome = "" if place not in noted else "aboutie" if place in done else "non_aboutie"
        words = counts.SORRY if place in sorry else counts.GLAD
        opinion = rng.choice(words) if place in asked else ""
        when = f"{day} {clock(rng, counts.OPEN_HALF_HOURS)[:5]}"
        rows.append(
            f"{site.site};{when};point_numerique;{outcome};{opinion};{rng.choice(('', '1'))}"
        )
    open_days = [day for day in days if day.month >= site.desk_from]
    desk = Counter(busy_days(rng, open_days, site.asking))
    return rows + [f"{site.site};{day};information;;;{n}" for day, n in desk.items()]


def make_visits(rng: random.Random) -> Files:
    """Write a file a month, in ISO dates, all sites together."""
    rows = [row for site in VISITS for row in year_of_visits(rng, site)]
    files: Files = {}
    for row in sorted(rows, key=lambda row: (row.split(";")[1], row)):
        path = f"2018/visites-{row.split(';')[1][:7]}.csv"
        files.setdefault(path, ["site;arrivee;motif;teleprocedure;satisfaction;effectif"]).append(
            row
        )
    return files


def main(folder: Path) -> None:
    """Write every register under the folder."""
    files: Files = {}
    for make in (make_calls, make_mail, make_appointments, make_visits):
        # Each register has its own draws: changing one leaves the others as they were.
        files |= make(random.Random(SEED))
    for path, lines in files.items():
        for place, slip in SPOILT.get(path, []):
            lines.insert(place, slip)
        text = "".join(line + "\n" for line in lines)
        if path == counts.EXCEL_EXPORT:
            text = "\ufeff" + text.replace("\n", "\r\n")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
