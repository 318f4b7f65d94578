"""What the notice says of small inventories: grammar for none, one and many, and never more than was stated."""

import re

import pytest

from datamap.model.record import Audience
from tests.notice.test_templates import macros
from tests.sites import INVENTORIES, Written, pages, words

NAMED = "organisation: {name: Harbour Books Ltd, contacts: {privacy: {email: privacy@harbour.example}}}\n"


@pytest.fixture
def said(tmp_path):
    """The sentences of one section of the notice of an inventory."""

    def of(section, text, *, named=True):
        return Written(tmp_path, (NAMED if named else "") + text).said(section=f"{section}.")

    return of


def activity(**keys):
    """An activity with the keys given as YAML."""
    lines = "".join(f"    {key}: {value}\n" for key, value in {"title": "Orders", **keys}.items())
    return f"activities:\n  orders:\n{lines}"


class TestWho:
    def test_a_name_is_said_and_stands_for_we(self, said):
        (sentence,) = said("who", "organisation: Harbour Books Ltd\n", named=False)
        assert sentence.startswith("Harbour Books Ltd is responsible")
        assert sentence.endswith("mean Harbour Books Ltd.")

    def test_a_short_name_stands_for_we(self, said):
        (sentence,) = said("who", "organisation: {name: Harbour Books Ltd, short_name: Harbour}\n", named=False)
        assert "Harbour Books Ltd (“Harbour”)" in sentence
        assert sentence.endswith("mean Harbour.")

    @pytest.mark.parametrize("name", ["unknown", "none"])
    def test_without_a_name_none_is_made_up(self, said, name):
        (sentence,) = said("who", f"organisation: {{name: {name}}}\n", named=False)
        assert "does not name the organisation" in sentence

    def test_nothing_is_said_of_an_address_that_is_not_stated(self, said):
        assert "address" not in " ".join(
            said("who", "organisation: {name: Harbour Books Ltd, country: GB}\n", named=False)
        )

    @pytest.mark.parametrize(
        ("contact", "channels"),
        [
            ("{email: a@harbour.example}", "Privacy: by e-mail to a@harbour.example."),
            (
                "{email: a@harbour.example, phone: '123'}",
                "Privacy: by e-mail to a@harbour.example or by telephone on 123.",
            ),
            (
                "{email: [a@harbour.example, b@harbour.example], sms: '123', post: Mill Lane}",
                (
                    "Privacy: by e-mail to a@harbour.example, by e-mail to b@harbour.example, "
                    "by text message to 123 or by post to Mill Lane."
                ),
            ),
            ("{title: Our desk}", "Our desk: you can reach us there."),
            ("{title: Settings, is: self-service}", "Settings: you can help yourself there."),
        ],
        ids=["one channel", "two channels", "many channels", "no channel", "self-service"],
    )
    def test_contacts(self, said, contact, channels):
        text = f"organisation: {{name: Harbour Books Ltd, contacts: {{privacy: {contact}}}}}\n"
        assert said("who", text, named=False)[1:] == [channels]

    @pytest.mark.parametrize(
        ("officer", "sentence"),
        [
            ("none", "We have no data protection officer."),
            (
                "{email: dpo@harbour.example}",
                "Our data protection officer can be reached by e-mail to dpo@harbour.example.",
            ),
            ("{title: M. Smith}", "We have a data protection officer: M. Smith."),
        ],
    )
    def test_the_officer(self, said, officer, sentence):
        text = f"organisation: {{name: Harbour Books Ltd, dpo: {officer}}}\n"
        assert said("who", text, named=False)[1:] == [sentence]

    def test_an_unknown_officer_is_not_mentioned(self, said):
        assert len(said("who", "organisation: {name: Harbour Books Ltd, dpo: unknown}\n", named=False)) == 1


def with_all(sentences, *parts):
    """The one sentence that holds all the parts."""
    (found,) = [sentence for sentence in sentences if all(part in sentence for part in parts)]
    return found


class TestCollect:
    def test_one_datum(self, said):
        sentence = with_all(said("collect", activity(subjects="[customer]", data="[name]")), "name", "customers")
        assert " and " not in sentence

    def test_several_data_and_people(self, said):
        sentences = said("collect", activity(subjects="[customer, visitor]", data="[name, email, address]"))
        assert with_all(sentences, "name, e-mail address and postal address", "about customers and visitors")

    def test_nobody_is_named_where_nobody_is_stated(self, said):
        assert "about" not in with_all(said("collect", activity(data="[name]")), "use this", "name")

    def test_may_is_not_overstated(self, said):
        assert with_all(said("collect", activity(data="[name]", may="true")), "We may use", "name")

    def test_when_leads(self, said):
        sentences = said("collect", activity(data="[name]", when="you order"))
        assert with_all(sentences, "name").startswith("When you order, we use ")

    def test_many_data_are_listed(self, said):
        data = ["name", "email", "address", "phone", "date-of-birth", "ip-address"]
        title, lead, *items = said("collect", activity(data=f"[{', '.join(data)}]"))
        assert (title, lead[-1]) == ("Orders", ":")
        assert len(items) == len(data)

    def test_data_that_are_not_stated_are_not_made_up(self, said):
        sentences = said("collect", activity(subjects="[customer]"))
        assert not [sentence for sentence in sentences if "collect" in sentence]
        assert sentences == ["Where we do not list the data", "About customers: orders."]

    def test_one_limit_of_all_is_said_once(self, said):
        text = activity(data="[name: {limit: as far as needed}, email: {limit: as far as needed}]")
        assert [sentence.count("as far as needed") for sentence in said("collect", text)][1] == 1


class TestCrossProduct:
    """Section 4 of the language: an activity is read collectively; its data serve its purposes."""

    DATA, PURPOSES = ("name", "e-mail address"), ("deliver what you ordered", "keep our accounts")

    def pairs(self, sentences):
        return {
            (datum, purpose)
            for sentence in sentences
            for datum in self.DATA
            for purpose in self.PURPOSES
            if datum in sentence.lower() and purpose in sentence.lower()
        }

    def text(self, data):
        purposes = "{deliver: deliver what you ordered, accounts: keep our accounts}"
        flow = "[customer -> shop -> printers: [name, email]]"
        around = "systems: {shop: Online shop}\nprocessors: {printers: Our print shop}\n"
        keys = {"subjects": "[customer]", "purposes": purposes, "data": data, "basis": "contract", "flows": flow}
        return NAMED + around + activity(**keys)

    @pytest.mark.parametrize("audience", list(Audience))
    def test_no_sentence_pairs_what_was_not_paired(self, tmp_path, audience):
        found = Written(tmp_path, self.text("[name, email]")).pages(audience)
        sentences = [words(piece.html) for page in found.values() for piece in page.statements]
        assert all(any(each in sentence.lower() for sentence in sentences) for each in (*self.DATA, *self.PURPOSES))
        assert self.pairs(sentences) == set()

    def test_what_was_paired_is_said_of_that_pair_alone(self, tmp_path):
        found = Written(tmp_path, self.text("[name, email: {needed_for: [deliver]}]")).pages()
        sentences = [words(piece.html) for page in found.values() for piece in page.statements]
        assert self.pairs(sentences) == {("e-mail address", "deliver what you ordered")}


class TestWhy:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("{deliver: deliver what you ordered}", ["To deliver what you ordered."]),
            ("{safety: {for: security reasons}}", ["For security reasons."]),
            (
                "{deliver: deliver, advise: {to: advise you, when: you ask}}",
                ["To deliver.", "To advise you, when you ask."],
            ),
        ],
        ids=["one", "a noun", "several"],
    )
    def test_purposes(self, tmp_path, written, expected):
        pieces = Written(tmp_path, NAMED + activity(purposes=written)).pages()["notice.md"].statements
        assert [words(piece.html) for piece in pieces if piece.name == "why.purpose"] == expected

    def test_may_is_not_overstated(self, said):
        text = activity(purposes="{advise: {to: advise you, may: true}}")
        assert "To advise you (we may do this)." in said("why", text)

    @pytest.mark.parametrize(
        ("basis", "pattern"),
        [
            ("consent", r"^We rely on your consent\.$"),
            (
                "{consent: {given: a form, withdraw: [privacy, browser-settings]}}",
                r"consent \(given: a form\)\. You can withdraw it by e-mail to .* or in your browser settings\.$",
            ),
            ("contract", r"^We rely on our contract with you\.$"),
            ("{legal-obligation: {law: [Tax Act, VAT Act]}}", r"\(Tax Act and VAT Act\)\.$"),
            ("legal-obligation", r"^The law obliges us to do this\.$"),
            ("{legitimate-interests: preventing fraud}", r"legitimate interests: preventing fraud\.$"),
            (
                "[{contract: {}, purposes: [deliver]}]",
                r"^To deliver what you ordered, we rely on our contract with you\.$",
            ),
            ("unknown", r"^The lawful basis is not stated\.$"),
        ],
    )
    def test_bases(self, said, basis, pattern):
        (sentence,) = said("why", activity(basis=basis, purposes="{deliver: deliver what you ordered}"))[2:]
        assert re.search(pattern, sentence)

    def test_no_basis_is_said_where_none_is_stated(self, said):
        assert len(said("why", activity(purposes="{deliver: deliver}"))) == 2

    @pytest.mark.parametrize(
        ("channels", "sentence"),
        [
            ("[email]", "We contact you by e-mail."),
            ("[email, post]", "We contact you by e-mail and by post."),
            ("[email: {primary: true}]", "We mainly do this by e-mail."),
            ("[email: {primary: true}, post]", "We mainly tell you by e-mail; otherwise we contact you by post."),
        ],
    )
    def test_channels(self, said, channels, sentence):
        assert sentence in said("why", activity(channels=channels))

    def test_activities_that_say_the_same_are_told_of_once(self, said):
        both = "activities:\n  a: {title: Orders, purposes: [security]}\n  b: {title: Returns, purposes: [security]}\n"
        title, purpose = said("why", both)
        assert title == "Orders and returns"
        assert purpose


PARTY = "  {id}: {{title: {title}, provides: {provides}}}\n"


class TestShare:
    def test_nothing_is_said_without_recipients(self, said):
        assert said("share", activity(data="[name]")) == []

    def test_one_recipient_of_one_datum(self, said):
        text = "processors: {printers: {title: Our print shop, provides: printing}}\n"
        text += activity(data="[name]", flows="[customer -> printers: [name]]")
        assert said("share", text)[1:] == ["Our print shop: printing. Receives name (“Orders”)."]

    def test_data_and_activities_are_listed(self, said):
        text = "processors: {printers: Our print shop}\n"
        text += activity(data="[name, email]", flows="[customer -> printers]")
        text += "  returns: {title: Returns, data: [address], flows: [customer -> printers]}\n"
        (sentence,) = said("share", text)[1:]
        assert "Receives name, e-mail address and postal address (“Orders” and “Returns”)." in sentence

    def test_a_flow_that_may_happen_is_not_overstated(self, said):
        text = "processors: {printers: Our print shop}\n"
        text += activity(data="[name]", flows="[customer -> printers: {may: true}]")
        assert "May receive name" in said("share", text)[1]

    def test_a_party_that_gets_nothing_is_only_named(self, said):
        assert said("share", "recipients: {partner: Our partner}\n")[1:] == ["Our partner."]

    def test_roles_have_a_heading_each(self, said):
        text = "processors: {a: A Ltd}\nrecipients: {b: {title: B Ltd, role: independent-controller}, c: C Ltd}\n"
        headings = [sentence for sentence in said("share", text) if not sentence.endswith(".")]
        assert len(headings) == len(set(headings)) == 3

    @pytest.mark.parametrize(
        ("keys", "part"),
        [
            ("{is: court-order}", "when a court orders it."),
            ("{is: [court-order, merger]}", "when a court orders it or if our company merges with another."),
            ("{is: court-order, recipients: [court], data: [name, email]}", "This covers name and e-mail address."),
            ("{title: Courts, is: court-order}", "Courts: we disclose data when a court orders it."),
        ],
    )
    def test_disclosures(self, said, keys, part):
        lead, sentence = said("share", f"disclosures: {{courts: {keys}}}\n")
        assert lead == "We disclose data in these cases:"
        assert part.lower() in sentence.lower()

    def test_joint_control_is_told(self, said):
        text = "recipients: {partner: {title: Partner Ltd, role: joint-controller}}\n" + activity(
            joint_with="[partner]"
        )
        assert "We are jointly responsible with Partner Ltd." in said("share", text)


class TestTransfers:
    @pytest.mark.parametrize(
        ("written", "part"),
        [
            ("none", "do not go to other countries"),
            ("{US: sccs}", "your data go to the United States on the basis of"),
            ("{US: [dpf, sccs]}", " and standard contractual clauses"),
            ("{US: unknown}", "What protects them there is not stated."),
            ("{US: none}", "There is no safeguard."),
            ("{US: {mechanism: sccs, only: {region: NO}}}", "(only in Norway)"),
        ],
    )
    def test_of_a_party(self, said, written, part):
        (sentence,) = said("transfers", f"processors: {{mailer: {{title: Mailer Ltd, transfers: {written}}}}}\n")
        assert part in sentence

    def test_nothing_is_said_where_nothing_is_stated(self, said):
        assert said("transfers", "processors: {mailer: {title: Mailer Ltd, country: US}}\n") == []


class TestKeep:
    @pytest.mark.parametrize(
        ("written", "sentences"),
        [
            ("2 years", ["We keep your data for 2 years."]),
            ("up to 2 years", ["We keep your data for up to 2 years."]),
            ("session", ["We keep your data until you close the browser."]),
            ("unknown", ["How long we keep your data is not stated."]),
            ("none", ["We do not keep your data."]),
            ("[{keep: 2 years, after: delivery}]", ["We keep your data for 2 years after delivery."]),
            ("[{until: you unsubscribe}]", ["We keep your data until you unsubscribe."]),
            ("[{text: as long as reasonably required}]", ["We keep your data as long as reasonably required."]),
            ("[{text: it depends}]", ["It depends."]),
            ("[{keep: 2 years, may: true}]", ["We may keep your data for 2 years."]),
            ("[{data: [name, email], keep: 1 year}]", ["Name and e-mail address: we keep these for 1 year."]),
            ("[{keep: 1 year, then: [delete]}]", ["We keep your data for 1 year. After that, they are deleted."]),
            (
                "[{keep: 1 year, then: [delete, anonymise]}]",
                ["We keep your data for 1 year. After that, they are deleted or anonymised."],
            ),
            ("[{keep: 1 year, law: [A Act, B Act]}]", ["We keep your data for 1 year (A Act and B Act)."]),
            ("[{keep: 1 year, unless: you object}]", ["We keep your data for 1 year, unless you object."]),
            (
                "[1 year, {keep: 2 years, when: we are sued}]",
                ["In general, we keep your data for 1 year.", "We keep your data for 2 years, when we are sued."],
            ),
        ],
    )
    def test_rules(self, tmp_path, written, sentences):
        pieces = (
            Written(tmp_path, NAMED + activity(data="[name, email]", retention=written)).pages()["notice.md"].statements
        )
        kept = [words(piece.html) for piece in pieces if piece.name in {"keep.rule", "keep.unknown", "keep.nothing"}]
        assert kept == sentences

    def test_a_stage_is_about_the_data_of_its_rule(self, said):
        rule = "[{data: [name], within: 1 year, stages: [{keep: 90 days}, {keep: 30 days, then: [delete]}]}]"
        stages = said("keep", activity(data="[name, email]", retention=rule))[2:]
        assert stages == [
            "Name: we first keep this for 90 days.",
            "Name: we then keep this for another 30 days. After that, it is deleted.",
        ]

    def test_what_is_not_kept_is_named(self, said):
        assert "We do not keep name." in said("keep", activity(data="[name: {retention: none}]"))

    def test_nothing_is_said_where_nothing_is_stated(self, said):
        assert said("keep", activity(data="[name]")) == []


class TestCookies:
    def test_that_there_are_none_is_a_statement(self, said):
        assert said("cookies", "trackers: none\n") == ["We use no cookies or other trackers."]

    def test_left_out_is_not_none(self, said):
        assert said("cookies", activity(data="[name]")) == []

    def test_a_lifetime_that_is_not_stated_is_not_made_up(self, tmp_path):
        text = NAMED + "trackers:\n  a: {class: essential, to: remember you}\n"
        page = Written(tmp_path, text).pages()["cookies.md"]
        assert {piece.name for piece in page.statements} == {"cookies.name", "cookies.purpose", "cookies.class"}
        assert page.markdown.count("not stated") == 2

    def test_audiences_have_a_table_each(self, tmp_path):
        text = "trackers:\n  a: {class: essential}\n  b: {class: essential, subjects: [subscriber]}\n"
        assert Written(tmp_path, NAMED + text).pages()["cookies.md"].markdown.count("<table") == 2

    @pytest.mark.parametrize(
        ("ways", "part"),
        [("browser-settings", "in your browser settings"), ("[browser-settings, privacy]", " or ")],
    )
    def test_how_to_refuse(self, said, ways, part):
        (sentence,) = [each for each in said("cookies", f"trackers: {{a: {{refuse: {ways}}}}}\n") if "refuse" in each]
        assert part in sentence


class TestSecurity:
    def test_measures_are_listed_with_what_they_are_against(self, said):
        text = "measures: {vault: {title: A vault, against: [theft, loss], data: [name]}}\n"
        lead, sentence = said("security", text)
        assert lead.endswith(":")
        assert sentence.startswith("A vault, for name, against ")
        assert " or " in sentence

    def test_that_nothing_is_guaranteed_is_said(self, said):
        text = "measures: {vault: {title: A vault, no_guarantee: that it never opens}}\n"
        assert "We cannot guarantee that it never opens." in said("security", text)


class TestRights:
    @pytest.mark.parametrize(
        ("written", "part"),
        [
            ("privacy", "You can do this by e-mail to privacy@harbour.example."),
            ("{how: [privacy, a letter]}", "How: by e-mail to privacy@harbour.example or a letter."),
            ("{how: privacy, deadline: 1 month}", "We answer within 1 month."),
            ("{how: privacy, deadline: at once}", "We do this at once."),
            ("{how: privacy, extension: 2 months}", "This can take 2 months longer."),
            ("{extension: {by: 2 months, when: it is hard}}", "This can take 2 months longer when it is hard."),
            ("{extension: {because: we are few}}", "This can take longer because we are few."),
            ("{request: 'in writing, please'}", "What your request needs: in writing, please."),
            ("{fee: 10 euros}", "What it costs: 10 euros."),
            ("{fee: none}", "You do not pay for it."),
            ("{how: privacy, unless: it is on an invoice}", "This does not hold if it is on an invoice."),
            ("{how: privacy, consequence: we cannot help you}", "Note: we cannot help you."),
            ("{offered: false, because: we sell nothing}", "we do not offer this, because we sell nothing."),
            ("{how: privacy, data: [name, email]}", "This concerns your name and e-mail address."),
        ],
    )
    def test_of_one_right(self, said, written, part):
        (sentence,) = said("rights", f"rights: {{access: {written}}}\n")
        assert part in sentence

    def test_each_variant_is_told(self, said):
        text = "regions: {north: {title: The North, includes: [NO]}}\n"
        text += "rights: {access: [{how: privacy}, {only: {region: north}, how: a letter}]}\n"
        first, second = said("rights", text)
        assert "the North" not in first
        assert ": in the North, you can " in second

    def test_an_authority_is_named_once_stated(self, said):
        assert said("rights", "organisation: {name: Harbour Books Ltd}\n", named=False) == []
        (sentence,) = said("rights", "organisation: {name: Harbour Books Ltd, authority: ico}\n", named=False)
        assert "Information Commissioner" in sentence

    @pytest.mark.parametrize(
        ("stated", "registered"),
        [
            ("registration: none", "We are not registered with the Information Commissioner's Office."),
            (
                "registration: ZA123456",
                "We are registered with the Information Commissioner's Office: ZA123456.",
            ),
        ],
    )
    def test_an_authority_is_reached_as_stated_and_knows_us_or_not(self, said, stated, registered):
        detail = f"{{phone: 0303 123 1113, email: casework@ico.example, {stated}}}"
        text = f"organisation: {{name: Harbour Books Ltd, authority: {{ico: {detail}}}}}\n"
        complaint, sentence = said("rights", text, named=False)
        assert complaint.endswith(", by e-mail to casework@ico.example or by telephone on 0303 123 1113.")
        assert sentence == registered


class TestClients:
    @pytest.mark.parametrize(
        ("clients", "sentence"),
        [
            ("[clubs]", "we act on behalf of reading clubs."),
            ("[clubs, schools]", "we act on behalf of reading clubs and schools."),
        ],
    )
    def test_whom_we_act_for(self, said, clients, sentence):
        text = "clients: {clubs: {title: Reading clubs, is: client}, schools: {title: Schools, is: client}}\n"
        sentences = said("clients", text + activity(on_behalf_of=clients, data="[name]"))
        assert any(sentence in each.lower() for each in sentences)

    def test_what_is_done_for_them_is_not_said_to_be_ours(self, said):
        text = "clients: {clubs: Reading clubs}\n" + activity(on_behalf_of="clubs", data="[name]")
        assert with_all(said("collect", text), "We process", "name")
        assert said("table", text) == []


class TestPromises:
    @pytest.mark.parametrize(
        ("written", "sentence"),
        [
            ("{never: [sell]}", "We never sell your personal data."),
            ("{never: [sell, rent]}", "We never sell or rent out your personal data."),
            ("{title: No sale, never: [sell]}", "No sale: we never sell your personal data."),
            ("{never: [sell], data: [name, email]}", "We never sell your name or e-mail address."),
            ("{never: [{does: sell, data: [name]}]}", "We never sell your name."),
            ("{never: [{does: sell, if: you object}]}", "If you object, we never sell your personal data."),
            ("{never: [{does: sell, data: [name]}], unless: you agree}", "We never sell your name, unless you agree."),
            ("A promise", "A promise."),
        ],
    )
    def test_commitments(self, said, written, sentence):
        assert said("promises", f"commitments: {{promise: {written}}}\n") == [sentence]

    def test_exceptions_of_a_commitment_hold_for_each_of_its_parts(self, said):
        written = "{never: [{does: sell, data: [name]}, {data: [email]}], except: {subjects: [visitor]}}"
        (sentence,) = said("promises", f"commitments: {{promise: {written}}}\n")
        assert sentence.count("(except for visitors)") == 2

    def test_disclaimers(self, said):
        assert said("promises", "disclaimers: {links: the content of linked sites}\n") == [
            "We are not responsible for the content of linked sites."
        ]


class TestChanges:
    def test_of_one_notice(self, said):
        notice = "{is: privacy-notice, updated: 2024-02-25, version: '3', changes: {posted: on this page}}"
        assert said("changes", f"notices: {{privacy: {notice}}}\n") == [
            "This notice was last updated on 25 February 2024.",
            "This is version 3.",
            "Changes are posted on this page.",
        ]

    def test_a_translation_is_named_and_says_nothing_of_this_text(self, said):
        notices = "{one: {is: privacy-notice, language: en, version: '3'}, "
        notices += "two: {is: privacy-notice, language: nl, of: one, version: '2'}}"
        assert said("changes", f"notices: {notices}\n") == [
            "This is version 3.",
            "There is a translation of this notice in Dutch.",
        ]

    def test_the_original_speaks_where_there_is_no_text_in_this_language(self, said):
        notices = "{one: {is: privacy-notice, language: nl, version: '3'}}"
        assert said("changes", f"notices: {notices}\n") == ["This is version 3."]

    @pytest.mark.parametrize(("status", "banner"), [("draft", ["This notice is a draft."]), ("issued", [])])
    def test_a_draft_says_so(self, tmp_path, status, banner):
        text = f"{NAMED}notices: {{privacy: {{is: privacy-notice, status: {status}}}}}\n"
        pieces = Written(tmp_path, text).pages()["notice.md"].statements
        assert [words(piece.html) for piece in pieces if piece.name == "who.draft"] == banner


class TestGlance:
    def test_long_lists_are_cut_and_lead_on(self, tmp_path):
        purposes = ", ".join(f"p{n}: do the thing that has the number {n}" for n in range(9))
        page = Written(tmp_path, NAMED + activity(purposes=f"{{{purposes}}}")).pages()["index.md"]
        shown = [words(piece.html) for piece in page.statements if piece.name.startswith("glance.")]
        assert [each[-1] for each in shown if each.startswith("to do the thing")] == ["0", "1", "2", "3", "4"]
        assert "and 4 more" in shown
        assert 'href="notice/#why"' in page.markdown

    def test_two_are_shown_however_long_they_are(self, tmp_path):
        purposes = ", ".join(f"p{n}: {'do as we must and ' * 20}rest {n}" for n in range(3))
        said = Written(tmp_path, NAMED + activity(purposes=f"{{{purposes}}}")).said("index.md", section="glance.")
        assert [each[-6:] for each in said[1:]] == ["rest 0", "rest 1", "1 more"]

    def test_a_short_list_is_whole(self, tmp_path):
        purposes = ", ".join(f"p{n}: do thing {n}" for n in range(9))
        said = Written(tmp_path, NAMED + activity(purposes=f"{{{purposes}}}")).said("index.md", section="glance.")
        assert len([each for each in said if each.startswith("to do thing")]) == 9

    def test_each_activity_has_its_first_purpose_before_any_has_a_second(self, tmp_path):
        both = "activities: {a: {purposes: {x: {to: a}, y: {to: b}}}, b: {purposes: {z: {to: c}}}}\n"
        said = Written(tmp_path, NAMED + both).said("index.md", section="glance.purpose")
        assert said == ["to a", "to c", "to b"]

    def test_a_purpose_of_two_activities_is_said_once(self, tmp_path):
        both = "activities: {a: {purposes: [security]}, b: {purposes: [security]}}\n"
        page = Written(tmp_path, NAMED + both).pages()["index.md"]
        (piece,) = [piece for piece in page.statements if piece.name == "glance.purpose"]
        assert len(piece.origin) == 2


REST = """
organisation: {name: Harbour Books Ltd, dpo: {title: M. Smith}}
trackers: none
processors: {printers: {title: Our print shop, description: A shop., limit: as far as needed, unless: you object}}
notices:
  privacy:
    is: privacy-notice
    status: draft
    only: {subjects: [customer]}
    when: you order
    unless: you only look
    limit: for orders
    changes: {when: the law changes, unless: you object, limit: in part, text: As we go along}
activities:
  orders:
    basis: unknown
    channels: [email: {primary: true}]
    purposes: {deliver: {to: deliver, basis: unknown}, advise: {to: advise you, basis: consent}}
    retention: [{keep: 2 years, only: {region: NO}}, {keep: 3 years, after: delivery, only: {region: NO}}]
    data: none
rights:
  access: {how: a letter, if: you can be found, when: you write, because: the law says so, limit: once, text: Ask us}
"""
MORE = """
rights: {access: {deadline: 1 month, fee: none}, erasure: {deadline: 1 month}, objection: {deadline: 1 month}}
organisation: {name: Harbour Books Ltd, country: GB, text: We are small.}
processors: {h: {title: Host Ltd, country: IE}}
systems: {s: {title: Shop, host: h}}
trackers: {counter: {class: analytics, to: count visits, refuse: none}}
activities: {o: {opt_out: {text: You cannot opt out}, data: [name, email], automation: none, flows: [s -> h: {data: [email], may: true}, s -> h: [name]]}}
notices: {one: {is: privacy-notice, language: en}, two: {is: privacy-notice, language: nl, of: one}}
"""
CALIFORNIA = """
organisation: {name: Harbour Books Ltd, regimes: [ccpa]}
data_categories: {name: {title: Name, ccpa: A}}
systems: {shop: Our shop}
recipients: {ads: {title: Adriver, disclosed_as: [sold]}}
activities: {orders: {title: Orders, data: [name], flows: [customer -> shop -> ads: [name]]}}
commitments: {promised: {never: [share]}}
"""
SEVERAL = """
organisation: {name: Harbour Books Ltd}
activities: {orders: {title: Orders}}
notices:
  orders: {is: privacy-notice, about: [orders], if: you order something}
  others: {is: privacy-notice, only: {subjects: [customer]}, except: {platform: android}}
  cookies: {is: cookie-notice}
  recipients: {is: recipient-list}
  clients: {is: processor-notice}
"""
LIMITED = """
organisation: {name: Harbour Books Ltd, defaults: {when: the shop is open}}
products: {shop: {title: Web shop, unless: it is closed}}
notices: {one: {is: privacy-notice, except: {product: shop}, changes: {may: true}}}
recipients: {office: The office}
commitments: {open: {is: breach-notification, recipients: [office]}}
disclosures: {reports: {is: service, recipients: [office], data: [crash-reports]}}
activities:
  desk: {data: [name, email], recipients: [office: {data: [name]}], flows: [desk-user -> office: {data: [email], may: true}]}
  copies: {data: [name], basis: [contract, consent], retention: [{keep: 35 days, at: backup}, {keep: 40 days, at: backup, when: it is full}]}
  orders: {data: [name], retention: [{keep: 1 year, take: earliest}, {until: you leave}]}
  cards: {data: [payment-card], flows: [desk-user -> office: [payment-card]], never: [{does: collect, data: [payment-card]}]}
data_subjects: {desk-user: People at the desk}
"""
ALIKE = "activities:\n" + "".join(f"  a{n}: {{title: Work {n}, purposes: [sales]}}\n" for n in range(7))
FOR_CLIENTS = """\
clients: {clubs: Reading clubs}
activities: {hosting: {on_behalf_of: clubs, processing: [hosting]}}
notices: {records: {is: register, status: draft}}
"""


def test_each_macro_is_printed_by_some_inventory(tmp_path, monkeypatch):
    from datamap.notice.writer import Writer

    used, plain = set(), Writer.words

    def words_of(self, macro, /, **values):
        used.add(macro)
        return plain(self, macro, **values)

    monkeypatch.setattr(Writer, "words", words_of)
    for root in INVENTORIES:
        pages.__wrapped__(root, Audience.INTERNAL)  # anew, since pages that were kept say nothing again
    for name, text in (
        ("rest", REST),
        ("more", MORE),
        ("several", SEVERAL),
        ("california", CALIFORNIA),
        ("limited", LIMITED),
        ("clients", NAMED + FOR_CLIENTS),
        ("alike", NAMED + ALIKE),
    ):
        Written(tmp_path / name, text).pages(Audience.INTERNAL)
    assert set(macros("en")) - used == set()


WRONG = re.compile(
    r"\bNone\b|\bUndefined\b|\bSaid\.|\[\]|\{[{%]|\(\)|  |\.\.| [.,;:)]|[(] |,\s*[.,;]|\.;|;\."
    r"|\b(?:and|or|to|for) [.,;]|^(?:and|or) (?!\d+ more$)"
)


@pytest.mark.parametrize("root", INVENTORIES, ids=lambda root: root.name)
@pytest.mark.parametrize("audience", list(Audience))
def test_no_sentence_has_a_hole(root, audience):
    sentences = {words(piece.html) for page in pages(root, audience) for piece in page.statements}
    assert [sentence for sentence in sentences if WRONG.search(sentence) or not sentence] == []
