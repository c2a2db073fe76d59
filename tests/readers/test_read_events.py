import pytest

from onrecord.readers.acts.triggers import event_types, lexicon
from onrecord.records import EventType
from tests.readers.read_text import read, read_json


def events(text, published=None, **parts):
    found, look = read(text, published, **parts)
    return found.events, look


@pytest.mark.parametrize(
    ("text", "kind", "mode", "actors", "recipients"),
    [
        ("Egypt and Israel agreed to exchange ambassadors.", "AGREE", None, "Egypt, Israel", ""),
        ("President Kennedy met Harold Macmillan in Nassau.", "CONSULT", None, "Kennedy", "Harold Macmillan"),
        ("France recognised the new government.", "SUPPORT", None, "France", "new government"),
        ("The army withdrew its tanks from the city.", "RETREAT", None, "army", ""),
        ("The guards released forty prisoners.", "RETREAT", None, "guards", "forty prisoners"),
        ("Cuba sent doctors to the region.", "AID", None, "Cuba", ""),
        (
            "The demonstrators called on the government to allow free elections.",
            "REQUEST",
            None,
            "demonstrators",
            "government",
        ),
        ("Khrushchev accused the United States of spying.", "ACCUSE", None, "Khrushchev", "United States"),
        ("The delegation rejected the proposal of the general.", "REJECT", None, "delegation", ""),
        ("Syria threatened Egypt with a boycott.", "THREATEN", None, "Syria", "Egypt"),
        (
            "Thousands of students protested against the government.",
            "PROTEST",
            "demonstration",
            "Thousands of students",
            "government",
        ),
        ("Britain expelled ninety diplomats.", "SANCTION", None, "Britain", "ninety diplomats"),
        ("The government sent troops to the border.", "MOBILIZE", None, "government", ""),
        ("Police arrested a thousand demonstrators.", "COERCE", "arrest", "Police", "thousand demonstrators"),
        ("Soldiers blocked relief convoys on the road.", "COERCE", "aid obstruction", "Soldiers", ""),
        ("Rebels attacked the villagers near the river.", "ASSAULT", "attack", "Rebels", "villagers"),
        ("Gunmen kidnapped two engineers.", "ASSAULT", "abduction", "Gunmen", "two engineers"),
        ("The rebels fired rockets at the soldiers.", "ASSAULT", "shelling or missile", "rebels", "soldiers"),
        ("The militia burned the houses of the villagers.", "ASSAULT", "destruction of property", "militia", ""),
    ],
)
def test_each_type_with_its_roles(text, kind, mode, actors, recipients):
    found, look = events(text)
    event = next((e for e in found if e.type == kind), None)
    assert event is not None, [e.type for e in found]
    assert (event.mode, look.names(event.actors)) == (mode, actors)
    if recipients:
        assert look.names(event.recipients) == recipients


def test_the_passive_turns_the_roles_round():
    (event,), look = events("The convoy guards were attacked by rebels.")
    assert (look.names(event.actors), look.names(event.recipients)) == ("rebels", "convoy guards")


def test_damage_without_an_act():
    (event,), look = events("Some 500,000 people were displaced.")
    assert (event.type, event.status, look.figures[event.figures[0]].point) == ("HARM", "happened", 500000)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels attacked the soldiers.", "happened"),
        ("Rebels are attacking the soldiers.", "ongoing"),
        ("Rebels will attack the soldiers.", "planned"),
        ("Rebels plan to attack the soldiers.", "planned"),
        ("Rebels threatened to attack the soldiers.", "threatened"),
        ("Rebels could attack the soldiers.", "hypothetical"),
        ("Rebels allegedly attacked the soldiers.", "alleged"),
        ("The minister accused the rebels of attacking the soldiers.", "alleged"),
    ],
)
def test_whether_it_happened(text, status):
    assert next(e.status for e in events(text)[0] if e.type == "ASSAULT") == status


@pytest.mark.parametrize(
    "text",
    [
        "Rebels did not attack the soldiers.",
        "Rebels never attacked the soldiers.",
    ],
)
def test_what_did_not_happen_is_no_event(text):
    assert [e for e in events(text)[0] if e.type == "ASSAULT"] == []


def test_what_is_only_denied_is_kept_as_denied():
    (event,), look = events("The army denied attacking the villagers.")
    assert (event.type, event.status, look.names(event.actors)) == ("ASSAULT", "denied", "army")


def test_a_denial_of_having_had_a_part_leaves_the_act_as_it_was():
    found, _ = events("The minister denied that the army had a part in the attack on the village.")
    assert [(e.type, e.status) for e in found] == [("ASSAULT", "happened")]


@pytest.mark.parametrize(
    "text",
    [
        "The tribunal will investigate the massacre of My Lai.",
        "The mayor did not condemn the attack on the market.",
        "The ministers could meet after the attack on the market.",
    ],
)
def test_an_act_that_another_verb_only_names_has_happened(text):
    assert [e.status for e in events(text)[0] if e.type == "ASSAULT"] == ["happened"]


def test_a_nominal_threat_has_been_made():
    assert [e.status for e in events("The bank received a bomb threat on Monday.")[0]] == ["happened"]


def test_an_act_that_is_asked_for_is_only_a_request():
    found, _ = events("The parties urged the government to sever ties with London.")
    assert [e.type for e in found] == ["REQUEST"]


def test_who_tells_of_a_deed_did_not_do_it():
    found, look = events("The Red Cross said that rebels had attacked a hospital.")
    attack = next(e for e in found if e.type == "ASSAULT")
    assert look.names(attack.actors) == "rebels"
    assert look.speakers(attack.according_to) == "Red Cross"
    assert attack.target == "hospital"


def test_place_and_time_are_those_of_the_clause():
    text = "Rebels attacked the army in Kisangani on Monday. The minister spoke in Brussels on Tuesday."
    found, look = events(text, "1964-08-06")
    attack = next(e for e in found if e.type == "ASSAULT")
    assert look.places[attack.place].name == "Kisangani"
    assert look.when(attack.time) == "1964-08-03"


def test_the_datelines_town_is_never_the_place_and_the_publication_date_never_the_time():
    text = "BRUSSELS — Rebels attacked the army."
    (attack,), _ = events(text, "1964-08-06", dateline="BRUSSELS —")
    assert (attack.place, attack.time) == (None, None)


def test_victims_are_figures_of_the_attack():
    found, look = events("Rebels attacked the town of Bukavu, killing 12 soldiers and wounding 30.")
    attacks = [e for e in found if e.type == "ASSAULT"]
    assert len(attacks) == 1
    assert {look.figures[f].measure for f in attacks[0].figures} == {"killed", "injured"}


def test_one_event_told_twice_is_one_record_and_two_days_are_two():
    once, _ = events("Rebels attacked the army on Monday.\nThe attack on the army came before dawn.", "1964-08-06")
    assert len([e for e in once if e.type == "ASSAULT"]) == 1
    twice, _ = events("Rebels attacked the army on Monday. Rebels attacked the army on Tuesday.", "1964-08-06")
    assert len([e for e in twice if e.type == "ASSAULT"]) == 2


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        (
            "A suicide bomber blew himself up outside the barracks in Beirut, killing 12 soldiers.",
            "ASSAULT",
            "suicide bombing",
        ),
        ("Warplanes attacked the village at dawn, killing 30 people.", "ASSAULT", "air strike"),
        ("Aircraft dropped bombs filled with mustard gas on the town of Halabja.", "ASSAULT", "chemical weapon"),
        ("Protests turned violent in Leipzig as crowds threw stones at the police.", "PROTEST", "riot"),
        ("Soldiers found a cache of rifles and ammunition in a farmhouse.", "COERCE", "seizure"),
        ("The army set up two new bases near the border.", "MOBILIZE", None),
    ],
)
def test_weapons_and_things_tell_the_mode(text, kind, mode):
    assert (kind, mode) in {(e.type, e.mode) for e in events(text)[0]}


def test_protesters_who_clash_riot_and_armies_that_do_fight():
    riot, _ = events("Police clashed with protesters in Soweto in June 1976.")
    assert ("PROTEST", "riot") in {(e.type, e.mode) for e in riot}
    battle, _ = events("The rebels attacked the soldiers near the river.")
    assert ("ASSAULT", "armed clash") in {(e.type, e.mode) for e in battle}


def test_who_is_fired_on_while_protesting_protests():
    found, look = events("Soldiers shot two protesters.")
    assert {(e.type, look.names(e.actors)) for e in found} == {("ASSAULT", "Soldiers"), ("PROTEST", "two protesters")}


def test_a_passive_charge_names_no_accuser():
    (charge,), look = (
        events("The officers are accused of looting.")[0][:1],
        events("The officers are accused of looting.")[1],
    )
    assert (charge.type, charge.status, look.names(charge.recipients), charge.according_to) == (
        "ACCUSE", "ongoing", "officers", (),
    )  # fmt: skip


def test_an_accident_is_no_act_of_force():
    found, _ = events("An explosion at a fertiliser plant killed 15 people in Texas City in 1947.")
    assert {e.type for e in found} == {"HARM"}


def test_hospitals_that_do_not_run_are_a_harm():
    (event,), look = events("Some 70% of hospitals in the city were not running.")
    assert (event.type, event.target, event.trigger.of(look.text)) == ("HARM", "hospital", "not running")


def test_an_event_without_anybody_named_is_recorded_too():
    found, _ = events("protest held in leipzig over coal prices. clashes erupted near the station.")
    assert {"PROTEST"} <= {e.type for e in found}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Munich bombing shocked the country.", "Munich"),
        ("Italy suffered a series of bombings.", "Italy"),
        ("Rebels captured Kisangani.", "Kisangani"),
        ("Portugal recalled its ambassador to Moscow.", None),
        ("Bombers hit several districts of Rotterdam.", "Rotterdam"),
        ("A blast shook a camp close to Kinshasa.", "Kinshasa"),
        ("Shells fell in Stanleyville. Forty people were killed.", "Stanleyville"),
    ],
)
def test_where_an_act_took_place(text, place):
    found, look = events(text)
    assert place in {look.places[e.place].name if e.place else None for e in found}


def test_who_uses_force_while_protesting_riots_and_who_disperses_them_restricts():
    stones, _ = events("Protesters threw stones at the police in Leipzig in 1953.")
    assert ("PROTEST", "riot") in {(e.type, e.mode) for e in stones}
    gas, _ = events("Police fired tear gas to disperse protesters in Soweto.")
    assert ("COERCE", "restriction") in {(e.type, e.mode) for e in gas}


@pytest.mark.parametrize(
    "text",
    [
        "The mob burned the shops while the police stood by as silent spectators.",
        "The commission spoke of the inaction of the police.",
        "Soldiers were on duty, but the soldiers did not intervene.",
        "Police were unable to stop the crowd.",
        "Shops were looted in Delhi in 1984 while the police looked the other way.",
        "The mob burned the shops, and the police were nowhere to be seen.",
    ],
)
def test_guards_who_do_nothing(text):
    found, look = events(text)
    idle = [e for e in found if e.mode == "inaction"]
    assert [look.names(e.actors).lower() for e in idle] in (["police"], ["soldiers"])


def test_protesters_who_clash_riot_and_who_stop_the_traffic_blockade():
    found, _ = events("Demonstrators clashed with the police in Chicago in August 1968.")
    assert ("PROTEST", "riot") in {(e.type, e.mode) for e in found}
    found, _ = events("Crowds of protesters blocked the main roads into Prague.")
    assert ("PROTEST", "blockade") in {(e.type, e.mode) for e in found}


def test_smugglers_who_are_caught_are_arrested():
    found, _ = events("Border guards intercepted 40 smugglers near Trieste.")
    assert [(e.type, e.mode) for e in found] == [("COERCE", "arrest")]


def test_cleared_mines_are_a_seizure():
    found, _ = events("Troops cleared 300 landmines near the river.")
    assert ("COERCE", "seizure", "weapons") in {(e.type, e.mode, e.target) for e in found}


def test_constraints_that_are_put_on_aid_are_its_obstruction():
    found, look = events("The army placed new constraints on aid deliveries to the enclave.")
    assert [(e.type, e.mode, look.names(e.actors)) for e in found] == [("COERCE", "aid obstruction", "army")]


def test_nobody_arrested_is_no_arrest():
    assert not events("Nobody was arrested in Leipzig.")[0]


def test_what_is_agreed_on_is_part_of_the_agreement():
    assert {e.type for e in events("Egypt and Israel signed a ceasefire in 1974.")[0]} == {"AGREE"}


def test_a_recent_attack_is_another_than_attacks():
    found, _ = events(
        "The mayor spoke of attacks on the city.\nA recent attack stopped the trams, and the attacks grew in number."
    )
    assert len([e for e in found if e.type == "ASSAULT"]) > 1


def test_a_place_in_what_somebody_says_is_not_that_of_the_saying():
    found, look = events('"The fighting in Katanga must end," Hammarskjöld said during a meeting with the ministers.')
    (meeting,) = (e for e in found if e.type == "CONSULT")
    assert meeting.place is None, look.places[meeting.place].name


def test_each_event_names_what_gave_its_fields():
    found, _ = events("Rebels attacked the army in Kisangani on Monday.", "1964-08-06")
    (attack,) = (e for e in found if e.type == "ASSAULT")
    assert {part.split(": ")[0] for part in attack.rule.split("; ")} == {
        "trigger", "actors", "recipients", "status", "place", "time",
    }  # fmt: skip


class TestDisputes:
    ALLEGED = (
        "Aid groups told reporters on Monday that the rebels had blocked relief convoys in the north.\n"
        "Aid groups have also accused the army of denying or hindering access to the camps.\n"
    )

    def _disputed(self, text):
        found, look = events(text)
        return [(look.names(e.actors), look.speakers(e.disputed_by)) for e in found if e.disputed_by]

    def test_both_sides_dispute_what_is_alleged_of_each(self):
        found = self._disputed(self.ALLEGED + "Both sides deny blocking aid.")
        assert [actors for actors, _ in found] == ["rebels", "army"]
        assert {speaker for _, speaker in found} == {"Both sides"}

    def test_one_side_disputes_its_own_part_only(self):
        assert [actors for actors, _ in self._disputed(self.ALLEGED + "The army denied that it had blocked aid.")] == [
            "army"
        ]

    @pytest.mark.parametrize(
        "denial",
        [
            "The army denied shelling the hospital.",
            "The mayor denied blocking aid.",
            "Both sides deny killing prisoners.",
        ],
    )
    def test_another_act_or_another_party_disputes_nothing(self, denial):
        assert self._disputed(self.ALLEGED + denial) == []

    def test_a_denial_that_disputes_an_event_is_no_event_beside_it(self):
        found, _ = events(self.ALLEGED + "The army denied that it had blocked aid.")
        assert "denied" not in {e.status for e in found}


def _acts(text):
    return [(e.type, e.mode) for e in events(text)[0]]


def test_land_taken_is_an_act_beside_the_fighting_for_it():
    text = "Government troops clashed with rebels near Huesca and captured the village of Siétamo."
    assert [(e.trigger.of(text), e.mode) for e in events(text)[0]] == [
        ("clashed", "armed clash"),
        ("captured", "armed clash"),
    ]


def test_where_something_is_seized_is_not_what_is_seized():
    assert _acts("Rifles and ammunition were seized in Londonderry on Friday.") == [("COERCE", "seizure")]


@pytest.mark.parametrize("text", ["Gunmen killed forty civilians.", "Soldiers massacred hundreds of prisoners."])
def test_who_kills_those_who_do_not_fight_is_in_no_clash(text):
    assert "armed clash" not in {mode for _, mode in _acts(text)}


@pytest.mark.parametrize("text", ["Israeli air strikes hit the airfield.", "The Israeli raids killed forty soldiers."])
def test_a_nationality_before_an_act_of_force_says_whose_it_is(text):
    (event,), look = events(text)
    assert look.names(event.actors) == "Israeli"


def test_raids_in_which_people_are_arrested_are_the_arrest():
    assert _acts("Troops detained twelve men in overnight raids across Athens.") == [("COERCE", "arrest")]


def test_people_beaten_and_things_burnt_are_two_events():
    found = _acts("A mob set fire to four shops and beat a driver to death.")
    assert ("ASSAULT", "destruction of property") in found
    assert len(found) == 2


def test_what_only_says_how_something_is_done_is_no_event():
    assert "PROTEST" not in {
        kind for kind, _ in _acts("The foreign minister resigned in protest against the agreement.")
    }


def test_who_is_killed_is_not_who_is_carried_off():
    found = _acts("Gunmen kidnapped two engineers and killed a guard.")
    assert ("ASSAULT", "abduction") in found
    assert len(found) == 2


def test_whose_violence_it_is():
    (event,), look = events("The mob violence in the old town killed three shopkeepers.")
    assert look.names(event.actors) == "mob"


def test_a_protest_that_demands_is_a_protest_too():
    assert ("PROTEST", "demonstration") in _acts("Demonstrations demanding bread were held in Petrograd in 1917.")


def test_a_hazard_may_be_what_acts():
    event = events("Several people were injured when the volcano erupted in May 1980.")[0][0]
    assert (event.type, event.target) == ("HARM", "volcano")


def test_who_is_pelted_is_no_actor():
    found, look = events("Stones were thrown at police in Derry.")
    assert "police" not in {look.names(e.actors) for e in found}


def test_people_taken_out_of_danger_are_harmed_and_troops_that_leave_retreat():
    assert _acts("Three thousand residents were evacuated from the valley.") == [("HARM", None)]
    assert _acts("The troops evacuated the fort.") == [("RETREAT", None)]


def test_the_type_system_has_every_type_with_its_page():
    from typing import get_args

    assert set(event_types()) == set(get_args(EventType))
    assert all(
        page.definition and page.counts and page.excludes and len(page.examples) == 2 for page in event_types().values()
    )
    modes = {(s.type, s.mode) for senses in lexicon().verbs.values() for s in senses} | {
        (s.type, s.mode) for s in (*lexicon().nouns.values(), *lexicon().compounds.values())
    }
    assert all(mode in event_types()[kind].modes for kind, mode in modes if mode)


def test_references_point_at_records():
    line = read_json("Rebels attacked the army in Kisangani on Monday, killing 12. The army denied the report.")
    ids = {r["id"] for key in ("parties", "places", "moments", "figures", "attributions", "events") for r in line[key]}
    for event in line["events"]:
        assert {
            *event["actors"],
            *event["recipients"],
            *event["figures"],
            *event["according_to"],
            *event["disputed_by"],
        } <= ids


def test_a_cease_fire_is_no_fire():
    text = "The cease-fire took effect at midnight, and the guns along the river fell silent."
    found, _ = events(text)
    assert [one.type for one in found if one.trigger.of(text) == "cease-fire"] == ["RETREAT"]
    assert "ASSAULT" not in [one.type for one in found]


def test_the_next_deed_of_a_story_keeps_its_day_and_town():
    text = "Gunmen shot a teacher in Bunia on 4 May 2003. A school was burned down. A clinic had been looted in 1999."
    found, look = read(text, "2003-05-06")
    burned = next(e for e in found.events if "burned" in e.trigger.of(text))
    assert (look.when(burned.time), look.places[burned.place].name) == ("2003-05-04", "Bunia")
    assert "time: sentence before" in burned.rule
    looted = next(e for e in found.events if "looted" in e.trigger.of(text))
    assert look.when(looted.time).startswith("1999")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Six people were wounded in police firing at the mill.", "police"),
        ("The inquiry spoke of police inaction during the riots.", "police"),
        ("A rebel attack on the convoy failed to stop it.", "rebel"),
        ("Much of the army was deployed along the canal.", "Much of the army"),
    ],
)
def test_who_acts_is_told_by_the_word_before_the_act_or_behind_the_many(text, actor):
    found, look = events(text)
    assert actor in [look.names(e.actors) for e in found]


def test_a_hospital_attack_is_not_the_hospitals():
    found, look = events("The hospital attack in Kunduz shocked the doctors.")
    assert all("ospital" not in look.names(e.actors) for e in found)


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("On August 11, militants captured a port on the coast.", "ASSAULT", "armed clash"),
        ("Rebels have taken over four villages in the valley.", "ASSAULT", "armed clash"),
        ("The garrison restored control of the two villages.", "ASSAULT", "armed clash"),
        ("The troops built a base which is under the control of the governor.", "MOBILIZE", None),
        ("The authorities suppressed the students' peaceful protests.", "COERCE", "restriction"),
        ("Two suicide bombers killed eight people in the heart of the insurgency.", "ASSAULT", "suicide bombing"),
        ("Sexual violence against women in the camp was reported by nurses.", "ASSAULT", "sexual violence"),
        ("Security forces violently dispersed a protest in Minsk.", "ASSAULT", "attack"),
        ("The protests near the summit turned very violent.", "PROTEST", "riot"),
    ],
)
def test_a_mode_is_told_by_the_object_and_by_the_words_around(text, kind, mode):
    assert (kind, mode) in [(e.type, e.mode) for e in events(text)[0]]


def test_gas_that_is_released_is_nobody_set_free():
    found, _ = events("Four people fell ill after a gas released from a tank at the mill.")
    assert all(e.type != "RETREAT" for e in found)


def test_whose_country_the_victims_are_is_not_where_they_died():
    (event,), _ = events("Four Americans were killed in the raid.")
    assert event.place is None


def test_the_only_year_of_a_sentence_is_when_it_was():
    found, look = events(
        "The armistice commission met in Kaesong, where the sides had fought over the hills, in July 1951."
    )
    assert {look.words(look.moments[e.time]) for e in found if e.time} == {"July 1951"}
    assert len([e for e in found if e.time]) == len(found) > 1


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("The government blamed the fire on the rebels.", "ACCUSE", "rebels"),
        ("The attack was blamed on the rebels.", "ACCUSE", "rebels"),
        ("The ministry rejected a UNESCO grant.", "REJECT", "UNESCO"),
        ("The exiles face the threat of detention.", "COERCE", "exiles"),
        ("Thousands of villagers fled the valley.", "HARM", "Thousands of villagers"),
    ],
)
def test_whom_an_act_is_aimed_at_in_other_ways(text, kind, recipient):
    found, look = events(text)
    assert recipient in [look.names(e.recipients) for e in found if e.type == kind]


def test_where_a_victim_is_from_is_not_where_it_happened():
    (event,), _ = events("A visitor from Canada was killed in the castle.")
    assert event.place is None


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The exiles face the threat of detention.", "COERCE", "threatened"),
        ("The mayor said that the guard would release the prisoners.", "RETREAT", "planned"),
        ("Troops have been withdrawing from the valley since Monday.", "RETREAT", "ongoing"),
    ],
)
def test_a_status_told_by_the_words_around(text, kind, status):
    found, _ = events(text)
    assert (kind, status) in [(e.type, e.status) for e in found]


def test_where_somebody_is_deported_to_is_the_place_of_it():
    found, look = events("The court allowed the deportation of the prisoners to Turkey.")
    assert "Turkey" in [look.places[e.place].name for e in found if e.place]


def test_whose_murder_it_is_suffered_it():
    found, look = events("Lumumba's murder was planned abroad.")
    (murder,) = (e for e in found if e.type == "ASSAULT")
    assert (look.names(murder.actors), look.names(murder.recipients)) == ("", "Lumumba")


def test_the_force_that_is_used_is_nobody():
    found, look = events("Police used excessive force against the marchers in Selma, and took the bridge by force.")
    assert not any("force" in look.names((*e.actors, *e.recipients)) for e in found)
    assert ("Police", "marchers") in [(look.names(e.actors), look.names(e.recipients)) for e in found]


def test_marchers_who_are_all_there_is_of_a_protest_are_its_actors():
    found, look = events("Police used excessive force against the marchers in Selma.")
    assert [look.names(e.actors) for e in found if e.type == "PROTEST"] == ["marchers"]


def test_what_befalls_a_town_is_there_and_not_its_doing():
    (siege,), look = events("Sarajevo's siege lasted for 1,425 days.")
    assert (look.places[siege.place].name, look.names(siege.actors)) == ("Sarajevo", "")


def test_who_attacks_is_not_where():
    for text in ("Egypt's attack on the airfield failed.", "Egypt's bombardment of the airfield failed."):
        (attack,), look = events(text)
        assert (attack.place, look.names(attack.actors)) == (None, "Egypt")


def test_a_call_has_no_one_place():
    found, _ = events("The envoy phoned her cousin Viktoria Sobol in Russia on Thursday.")
    assert [e.place for e in found if e.type == "CONSULT"] == [None]


@pytest.mark.parametrize(
    "text", ["Reformers regained control of the party.", "The regulator seized control of the bank."]
)
def test_control_of_what_is_no_land_is_no_clash(text):
    assert all(e.mode != "armed clash" for e in events(text)[0])
