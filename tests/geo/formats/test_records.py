"""People, statistics, conflicts and articles of the toy island."""

from geo.record import Article, Conflict, Person, Statistic


def test_a_firm_is_read_with_its_role(tiny_atlas):
    assert tiny_atlas.people == (
        Person(
            id="north-company",
            name="North Company",
            country="Toyland",
            role="Leaseholder of the north",
            sources=("toy-survey",),
            kind="firm",
            name_ja="",
        ),
    )


def test_a_statistic_keeps_its_range_as_text(tiny_atlas):
    assert tiny_atlas.statistics == (
        Statistic(
            id="boats-1905",
            when="1905",
            series="Boats",
            value="1-2",
            unit="boats",
            qualifier="at least",
            certainty="less-certain",
            sources=("toy-gazette",),
        ),
    )


def test_a_conflict_keeps_all_its_claims(tiny_atlas):
    assert tiny_atlas.conflicts == (
        Conflict(
            id="ink",
            topic="Colour of the ink",
            claims="blue || black",
            suggestion="show both",
            sources=("toy-survey", "toy-gazette"),
        ),
    )


def test_an_article_names_what_it_is_about(tiny_atlas):
    assert tiny_atlas.articles == (
        Article(
            id="lease-article-1",
            part="lease",
            number="I",
            title="The north",
            text="The north is leased for twenty years.",
            basis="text",
            sources=("toy-survey",),
            links=("north-lease", "lease-signed"),
        ),
    )
