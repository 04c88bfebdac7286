"""What each key of a declaration says, in one line: for editors, and beside each value shown.

Takes a model and one of its keys; gives a text for the catalogue. Conventions owned here: a text is
a name, a colon and what it means; a key that says the same in every model is described once.
"""

from pydantic import BaseModel

from qualstat.findings import N_

EVERYWHERE = {
    "assumed": N_("Assumed: true where no source says it and it was chosen here"),
    "label": N_("Label: the words that readers see"),
    "reason": N_("Reason: why it is so, for those who read the table later"),
    "short": N_("Short label: for narrow columns"),
    "since": N_("Since: the first month, as in 2018-04"),
    "source": N_("Source: the document or the decision it comes from"),
    "until": N_("Until: the last month, included; without end if absent"),
    "valid_from": N_("In force from: the first day, as in 2019-01-01"),
}
KIND = N_(
    "Kind: rate (a share), rate-within (in time), delay (a mean), volume (a number), score (a mean"
    " on a scale), rate-above (a share of scores), duration (a mean wait), rate-within-seconds (a"
    " share of short waits) or ratio (of two indicators)"
)
OWN = {
    "Module.mandatory": N_("Mandatory: true where each préfecture has to hold it"),
    "Engagement.module": N_("Module: the number of one of the modules above"),
    "Engagement.blocking": N_("Blocking: false where the label does not depend on it"),
    "Edition.modules": N_("Modules: each number with its label"),
    "Edition.engagements": N_("Engagements: each number (E17) with its label and its module"),
    "Bridge.from": N_("From: the earlier edition"),
    "Bridge.to": N_("To: the later edition"),
    "Bridge.engagements": N_("Engagements: the numbers that change, the old one then the new one"),
    "Bridge.same": N_("Same: what stays the same, a list"),
    "Bridge.renamed": N_("Renamed: the same measure under another name"),
    "Bridge.inverted": N_("Inverted: the opposite rate, counted on the same records"),
    "Bridge.changed": N_("Changed: another deadline or another scope"),
    "Bridge.dropped": N_("Dropped: what the later edition does not ask for"),
    "Bridge.new": N_("New: what the earlier edition did not ask for"),
    "Becomes.to": N_("To: the indicator of the later edition"),
    "Changed.to": N_("To: the indicator of the later edition"),
    "Changed.what": N_("What: deadline or scope"),
    "Changed.comparable": N_("Comparable: false where past records were kept otherwise"),
    "Heading.indicators": N_("Indicators: their ids, in the order shown"),
    "Rate.kind": KIND,
    "Rate.numerator": N_("Numerator: what is counted, as columns and their values"),
    "Rate.base": N_("Base: among what, as columns and their values"),
    "Rate.short_abandon": N_(
        "Short abandon: calls lost before so many seconds are excluded, and shown"
    ),
    "Wait.to": N_("Date of answer: the column that ends the delay"),
    "Wait.days": N_("Days: working-days, open-days or calendar-days"),
    "Wait.first_day": N_("First day: whether the day of receipt is counted"),
    "RateWithin.kind": KIND,
    "RateWithin.within": N_("Deadline: the greatest number of days in time"),
    "Delay.kind": KIND,
    "Volume.kind": KIND,
    "Volume.by": N_("By: columns, a line for each combination of their codes, beside the total"),
    "Score.kind": KIND,
    "RateAbove.kind": KIND,
    "RateAbove.at_least": N_("At least: the lowest score that counts"),
    "Levels.of": N_("Of: the column that holds the answers"),
    "Levels.lowest": N_("Lowest: the lowest score of the scale, 1 if absent"),
    "Levels.highest": N_("Highest: the highest score of the scale"),
    "Levels.points": N_("Points: what each code is worth, where it is not a number"),
    "Duration.kind": KIND,
    "RateWithinSeconds.kind": KIND,
    "RateWithinSeconds.within": N_("Within: the longest wait that counts, in seconds"),
    "Waited.of": N_("Of: the column that holds the seconds"),
    "Ratio.kind": KIND,
    "Ratio.of": N_("Of: the indicator whose cases are counted"),
    "Ratio.per": N_("Per: the indicator for each of whose cases"),
    "Case.one": N_("One case: what one record is called"),
    "Case.many": N_("Several cases: the same in the plural"),
    "Case.answer": N_("An answer: what an answer is called"),
    "Plausible.at_least": N_("At least: how many cases are expected"),
    "Plausible.per": N_("For so many records of the other registers"),
    "Plausible.of": N_("Of: the registers it is set beside"),
    "Indicator.definition": N_("Definition: what is counted, in one sentence"),
    "Indicator.scope": N_("Scope: which records are read, as columns and their values"),
    "Indicator.better": N_("Better: up where a rise is good, down where it is bad"),
    "Indicator.case": N_("Case: the words for one case and for several"),
    "Indicator.engagements": N_("Engagements: each edition with the engagement served there"),
    "Indicator.objectives": N_("Objectives: one in force on each day at most"),
    "Indicator.plausible": N_("Plausible: how few cases are too few"),
    "Objective.valid_until": N_("In force until: the last day, included; without end if absent"),
    "Objective.at_least": N_("At least: the target and its unit, as in 95 %"),
    "Objective.at_most": N_("At most: the target and its unit, as in 10 %"),
    "Objective.less_than": N_("Less than: the target and its unit, as in 15 days"),
    "Objective.more_than": N_("More than: the target and its unit, as in 90 %"),
    "Objective.tolerance": N_(
        "Tolerance: how far from the target is near and not missed, as in 1 point"
    ),
    "LocalObjective.indicator": N_("Indicator: the id of what it judges at this site"),
    "LocalObjective.by": N_("By: who decided it, a service or a function"),
    "Follow.headings": N_("Headings: all their indicators are followed"),
    "Follow.indicators": N_("Indicators: followed by themselves"),
    "Follow.excluded": N_("Excluded: indicators of these headings that are not followed"),
    "Break.month": N_("Month: the first one after the break, as in 2018-09"),
    "Break.label": N_("Label: what broke the series"),
    "Break.headings": N_("Headings: those it breaks; all where nothing is named"),
    "Break.indicators": N_("Indicators: those it breaks"),
    "DatedCount.label": N_("Label: what is counted"),
    "DatedCount.number": N_("Number: how many the site has"),
    "DatedCount.headings": N_("Headings: those that show it"),
    "Closure.first": N_("First: the first day closed"),
    "Closure.last": N_("Last: the last day closed, included"),
    "DayChange.day": N_("Day: the holiday, as in 2018-05-21"),
    "Holidays.added": N_("Added: public holidays that the program does not know"),
    "Holidays.removed": N_("Removed: public holidays that are worked here"),
    "Holidays.worked": N_("Worked: public holidays that are worked here every year, by name"),
    "Worked.holiday": N_("Holiday: its name, as in Lundi de Pentecôte"),
    "Site.kind": N_("Kind: prefecture or sous-prefecture; sites stand in that order"),
    "Site.zone": N_("Zone: whose public holidays apply, as in metropole"),
    "Site.timezone": N_("Time zone: as in Europe/Paris"),
    "Site.follows": N_("Follows: what the site follows, and since when"),
    "Site.objectives": N_(
        "Own objectives: those that differ from everyone's, each with its reason"
    ),
    "Site.closures": N_("Closures: days closed, which working days leave out"),
    "Site.holidays": N_("Holidays: public holidays changed for this site alone"),
    "Site.complete": N_(
        "Complete: the months in which a register is sure to be whole, by register"
    ),
    "Site.held_by": N_("Held by: who keeps each register, a service or a function"),
    "Site.breaks": N_("Breaks: when figures stop saying the same as before"),
    "Site.counts": N_("Counts: how many of something the site has, and when"),
    "WorkedCase.case": N_("Case: what it shows, in a few words"),
    "WorkedCase.site": N_("Site: whose calendar and follows apply"),
    "WorkedCase.period": N_("Period: a month or a span of months, as in 2018-01..2018-12"),
    "WorkedCase.as_of": N_("As of: the last day known, as in 2018-07-31; else that of the records"),
    "WorkedCase.records": N_("Records: a first line of columns, then one line a record, with ;"),
    "WorkedCase.expected": N_("Expected: the figure with its arithmetic, as in 2 sur 3 = 66,7 %"),
    "WorkedCase.pending": N_("Pending: how many are not answered and not yet due"),
    "WorkedCase.overdue": N_("Overdue: how many are not answered and late"),
    "WorkedCase.excluded": N_("Excluded: how many are left out, and shown"),
    "WorkedCase.others": N_("Others: for a ratio of two registers, the records of the other one"),
    "WorkedCase.categories": N_(
        "Categories: what each category counts, by its codes, as in courriel.reclamation"
    ),
    "WorkedCase.why": N_("Why: the rule that decides, and the days counted"),
    "Explained.indicator": N_("Indicator: the id of a rate of answers in time"),
    "Explained.month": N_("Month: that of the receipt, as in 2018-08"),
    "Explained.given": N_("Given: the day on which it was explained"),
    "Explained.text": N_("Text: the explanation, without any name or reference"),
    "Explained.by": N_("By: who explained it, a service or a function"),
    "Service.site": N_("Site: where the service is, whose figures it answers for"),
    "Service.modules": N_("Modules: those that concern the service, as in [1, 4]"),
    "Service.engagements": N_("Engagements: those it answers for; all of its modules if absent"),
    "Evidence.module": N_("Module: the number of the one it belongs to"),
    "Evidence.engagement": N_("Engagement: the one it shows, where its number is known"),
    "Evidence.services": N_("Services: those that give it; all of its module if absent"),
    "Evidence.months": N_("Months: how long a document holds; without end if absent"),
    "Evidence.blocking": N_("Blocking: false where the label does not depend on it"),
    "Evidence.documents": N_("Documents: those that exist, each with its day"),
    "Document.day": N_("Day: when it was done or signed, as in 2019-03-15"),
    "Document.document": N_("Document: its title or its place, without any name of a person"),
    "Step.when": N_("When: a month or a span of months, as in 2019-03..2019-04"),
    "Step.needs": N_("Needs: what has to be ready, in a few words each"),
    "Step.evidence": N_("Evidence: what it needs of evidence.yaml, a list"),
    "Step.engagements": N_("Engagements: true where none may block any more"),
    "Step.done": N_("Done: the day on which it was done"),
    "Indicator.register": N_("Register: calls, mail, appointments, visits or surveys"),
    "Indicator.measure": N_("Measure: the kind of figure and how it is counted"),
    "Explained.days": N_("Days: the delay of the answer; absent if never answered"),
    "Explained.number": N_("Number: how many cases, 1 if absent"),
}


def described(model: type[BaseModel], key: str) -> str:
    """Return what a key of a model says; empty where nobody wrote it."""
    named = (f"{one.__name__}.{key}" for one in model.__mro__)
    return next((OWN[name] for name in named if name in OWN), EVERYWHERE.get(key, ""))
