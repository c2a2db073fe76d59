"""Small readings made by hand, for tests of whatever comes after reading."""

import hashlib

from onrecord.records import (
    Article,
    Attribution,
    Caption,
    Event,
    Figure,
    Findings,
    Mention,
    Moment,
    Page,
    Party,
    Place,
    Published,
    Reading,
    ReadPage,
    Span,
)

TEXT = (
    "Airlift brings flour to the city\n\n"
    "Crews load sacks of flour at the airfield. (Photo by the Air Force)\n\n"
    "About 4,500 tons of flour reached Berlin on Thursday, the Air Force said.\n\n"
    "“We need coal,” said the mayor, and he accused the army of blocking <b>roads</b> & canals.\n\n"
    "The army denied it."
)


def find(words: str, text: str = TEXT, *, after: str = "") -> Span:
    """The span of the first occurrence of words, or of the first after other words."""
    start = text.index(words, text.index(after) if after else 0)
    return Span(start, start + len(words))


def page(text: str = TEXT, name: str = "airlift.txt") -> Page:
    """A page whose hash is that of its text."""
    return Page(name, hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)


def reading() -> Reading:
    """A reading with a record of every noun, and with marks that lie in and across one another."""
    whole = Span(0, len(TEXT))
    paragraphs = (
        find("About 4,500 tons of flour reached Berlin on Thursday, the Air Force said."),
        find(TEXT.split("\n\n")[3]),
        find("The army denied it."),
    )
    article = Article(
        id="0123456789abcdef",
        page=page(),
        extent=whole,
        language="en",
        outlet="Onrecord Samples",
        headline=find("Airlift brings flour to the city"),
        published=Published("1948-09-09", "1948-09-09", "1948-09-09", "given"),
        captions=(Caption(find(TEXT.split("\n\n")[1]), credit="the Air Force"),),
        paragraphs=paragraphs,
    )
    said, accused, denied = find("said", after="Force said"), find("accused"), find("denied")
    obstruction = find("blocking <b>roads</b> & canals")
    findings = Findings(
        parties=(
            Party(
                "p1",
                "Air Force",
                "organisation",
                (Mention(find("the Air Force", after="Thursday"), "name"),),
                sector="MIL",
            ),
            Party(
                "p2",
                "mayor",
                "unnamed",
                (
                    Mention(find("the mayor"), "nominal"),
                    Mention(find("he accused")._replace(end=accused.start - 1), "pronoun"),
                ),
            ),
            Party(
                "p3",
                "army",
                "organisation",
                (Mention(find("the army"), "nominal"), Mention(find("The army"), "nominal")),
            ),
        ),
        moments=(Moment("m1", find("Thursday"), "1948-09-09", "1948-09-09", "1948-09-09", "day", "weekday"),),
        places=(Place("l1", "Berlin", (find("Berlin"),), 2950159, 52.52, 13.41, "DEU", "Berlin", "exact", "in"),),
        attributions=(
            Attribution(
                "a1",
                find("the Air Force", after="Thursday"),
                said,
                (find("About 4,500 tons of flour reached Berlin on Thursday"),),
                "indirect",
                "asserts",
                "p1",
            ),
            Attribution(
                "a2",
                find("the mayor"),
                find("said", after="coal"),
                (find("“We need coal,”"),),
                "direct",
                "asserts",
                "p2",
            ),
            Attribution(
                "a3",
                find("he", after="mayor, and"),
                accused,
                (Span(accused.end + 1, obstruction.end),),
                "indirect",
                "accuses",
                "p2",
            ),
            Attribution("a4", find("The army"), denied, (find("it", after="denied"),), "indirect", "denies", "p3"),
        ),
        figures=(
            Figure(
                "f1",
                find("About 4,500 tons"),
                point=4500.0,
                approximate=True,
                measure="delivered",
                of="tons",
                according_to=("a1",),
            ),
        ),
        events=(
            Event(
                "e1",
                "AID",
                find("reached"),
                "happened",
                actors=("p1",),
                place="l1",
                time="m1",
                figures=("f1",),
                according_to=("a1",),
                rule="aid",
                confidence=0.8,
            ),
            Event(
                "e2",
                "COERCE",
                Span(obstruction.start, obstruction.start + 8),
                "alleged",
                mode="aid obstruction",
                actors=("p3",),
                according_to=("a3",),
                disputed_by=("a4",),
            ),
        ),
    )
    return Reading(article, findings)


def read_page() -> ReadPage:
    """The page of ``reading``, read."""
    only = reading()
    return ReadPage(only.article.page, (only,))
