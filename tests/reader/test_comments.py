"""Readers' comments in the pages: who may send what, and that nothing shows before its time."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from epaper.comments import CommentLimits, SentComment, SetAside, State, paragraphs, tidied_text
from epaper.comments.database import COMMENTS_FILE
from epaper.comments.rules import faults_of
from epaper.reader.forms import COOKIE
from tests.archive.made_up import DAY, Piece, put_edition
from tests.reader.commenting import CLOSED, STORY, Paper, open_paper, words

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "{{ config.SECRET_KEY }} {% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;amp;",
    "<!-- ]]> -->",
)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return open_paper(tmp_path / "paper")


def test_the_page_has_the_words_readers_know(paper: Paper) -> None:
    page = paper.reader().page()
    (section,) = page.cssselect("#comments")
    text = " ".join(section.text_content().split())
    assert text.startswith("COMMENTS")
    assert (
        "Comments are moderated and generally will be posted if they are on-topic and not abusive."
        " For more information, please see our Comments FAQ." in text
    )
    labels = {label.get("for") for label in page.cssselect("#comments label")}
    assert {"comment-name", "comment-text"} <= labels


def test_a_comment_is_shown_once_it_is_approved(paper: Paper) -> None:
    reader = paper.reader()
    answer = reader.comment("The plant is welcome.\n\nWho pays?", "Oluf <Brandt>")
    assert answer.status_code == 303
    assert answer.location == f"{STORY}?said=thanks#comments"
    page = reader.page(answer.location)
    (said,) = page.cssselect("#comments [role=status]")
    assert said.text == "Thank you. Your comment is shown once a moderator has read it."
    assert "Who pays" not in words(page)
    (made,) = paper.all()
    assert (made.name, made.text, made.state, made.parent) == (
        "Oluf <Brandt>",
        "The plant is welcome.\n\nWho pays?",
        State.PENDING,
        None,
    )
    paper.store.decide([made.id], State.APPROVED, paper.clock())
    (shown,) = reader.page().cssselect(".comment")
    assert [p.text for p in shown.cssselect(".comment-text p")] == [
        "The plant is welcome.",
        "Who pays?",
    ]
    assert shown.cssselect(".author")[0].text == "Oluf <Brandt>"


def test_what_an_address_says_is_never_shown(paper: Paper) -> None:
    for said in ("evil words", "thanks<script>", "Thanks", ""):
        page = paper.reader().page(f"{STORY}?said={said}")
        assert page.cssselect("#comments [role=status]") == []
        assert not said or said not in words(page)


def test_replying_and_cancelling(paper: Paper) -> None:
    first = paper.approved("The first word.", "Maren")
    reader = paper.reader()
    (link,) = reader.page().cssselect(".reply a")
    assert link.get("href") == f"{STORY}?reply={first.id}#comment-form"
    page = reader.page(link.get("href"))
    assert page.cssselect("#comment-form-head")[0].text_content().strip() == "Replying to Maren"
    (cancel,) = page.cssselect(".cancel-reply a")
    assert (cancel.text, cancel.get("href")) == ("Cancel reply", f"{STORY}#comment-form")
    reply = paper.approved("The second.", "Ole", parent=first.id)
    deep = paper.approved("The third.", "Ida", parent=reply.id)
    deeper = paper.approved("The fourth.", "Eva", parent=deep.id)
    shown = reader.page().cssselect(".comment")
    assert [(each.get("id"), each.get("class")) for each in shown] == [
        (f"comment-{first.id}", "comment level-0"),
        (f"comment-{reply.id}", "comment level-1"),
        (f"comment-{deep.id}", "comment level-2"),
        (f"comment-{deeper.id}", "comment level-2"),
    ]
    assert "Replying to Ida" in " ".join(shown[3].text_content().split())


@pytest.mark.parametrize("parent", ["999999", "-1", "none", "99999999999999999999999"])
def test_a_reply_to_nothing_is_a_comment_in_the_form(paper: Paper, parent: str) -> None:
    page = paper.reader().page(f"{STORY}?reply={parent}")
    head = page.cssselect("#comment-form-head")[0].text_content().strip()
    assert head == "Write a comment"


def test_a_reply_to_what_is_not_public_is_refused(paper: Paper) -> None:
    paper.reader().comment("A secret that waits.", "Petra")
    (pending,) = paper.all()
    page = paper.reader().page(f"{STORY}?reply={pending.id}")
    assert "Petra" not in words(page)
    other = paper.reader("192.0.2.2")
    answer = other.comment("A reply.", extra={"parent": str(pending.id)})
    assert answer.status_code == 422
    assert "Petra" not in answer.text
    assert "not shown any more" in answer.text
    assert len(paper.all()) == 1


def test_faults_stand_at_their_field_and_nothing_typed_is_lost(paper: Paper) -> None:
    typed = "see http://a.b and http://c.d and http://e.f </textarea><b>"
    answer = paper.reader().comment(typed, "")
    assert answer.status_code == 422
    page = html.document_fromstring(answer.text)
    assert page.cssselect("#comment-name-fault")[0].text == "Please give a name."
    assert page.cssselect("#comment-text-fault")[0].text == "There may be at most 2 links."
    (area,) = page.cssselect("#comment-text")
    # The first line end in a textarea belongs to the mark-up (HTML, 13.1.2.5).
    assert area.text == "\n" + typed
    assert area.get("aria-invalid") == "true"
    assert "comment-text-fault" in area.get("aria-describedby")
    assert page.cssselect("[role=alert]")
    assert paper.all() == ()


def test_a_form_with_a_fault_can_be_sent_again_at_once(paper: Paper) -> None:
    reader = paper.reader()
    page = html.document_fromstring(reader.comment("", "Ada").text)
    (form,) = [f for f in page.forms if f.get("id") == "comment-form"]
    sent = dict(form.form_values()) | {"text": "Now there is something."}
    assert reader.client.post(f"{STORY}/comments", data=sent).status_code == 303
    assert len(paper.all()) == 1


def test_who_opens_the_forms_own_address_is_led_to_the_story(paper: Paper) -> None:
    answer = paper.reader().client.get(f"{STORY}/comments")
    assert (answer.status_code, answer.location) == (303, f"{STORY}#comments")


# Forms that this reader was not shown


def refused(paper: Paper, answer_status: int, *statuses: int) -> None:
    assert answer_status in statuses
    assert paper.all() == ()


def test_without_a_token_nothing_is_kept(paper: Paper) -> None:
    reader = paper.reader()
    reader.page()
    typed = {"name": "Ada", "text": "A fair point."}
    answer = reader.client.post(f"{STORY}/comments", data=typed)
    assert "A fair point." in answer.text
    refused(paper, answer.status_code, 400)
    for token in ("", "x", "W10.x", "\u20ac", "." * 5000):
        answer = reader.comment("A fair point.", extra={"token": token})
        refused(paper, answer.status_code, 400)


def test_without_the_cookie_nothing_is_kept(paper: Paper) -> None:
    reader = paper.reader()
    token = reader.page().cssselect("#comment-form [name=token]")[0].get("value")
    paper.clock.move(seconds=5)
    other = paper.reader()
    data = {"name": "Ada", "text": "A fair point.", "token": token}
    refused(paper, other.client.post(f"{STORY}/comments", data=data).status_code, 400)
    other.page()  # has a cookie of its own now, and the token is still somebody else's
    refused(paper, other.client.post(f"{STORY}/comments", data=data).status_code, 400)


def test_a_token_of_another_story_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    paper = open_paper(folder)
    pieces = (Piece(slug="harbour-heat", comments=True), Piece(slug="other", comments=True))
    put_edition(folder, DAY, pieces)
    paper.app.extensions["library"].archive.refresh()
    reader = paper.reader()
    token = reader.page(f"/{DAY}/other").cssselect("#comment-form [name=token]")[0].get("value")
    refused(paper, reader.comment("A fair point.", extra={"token": token}).status_code, 400)


def test_a_token_of_another_paper_is_refused(paper: Paper, tmp_path: Path) -> None:
    foreign = open_paper(tmp_path / "foreign").reader()
    page = foreign.page()
    token = page.cssselect("#comment-form [name=token]")[0].get("value")
    cookie = foreign.client.get_cookie(COOKIE)
    assert cookie is not None
    reader = paper.reader()
    reader.client.set_cookie(COOKIE, cookie.value)
    refused(paper, reader.comment("A fair point.", extra={"token": token}).status_code, 400)


def test_an_old_form_is_shown_again_with_its_text(paper: Paper) -> None:
    reader = paper.reader()
    answer = reader.comment("Written over night.", after_s=8 * 3600 + 1)
    refused(paper, answer.status_code, 400)
    assert "Written over night." in answer.text
    assert "open for too long" in answer.text
    assert reader.comment("In time.", after_s=8 * 3600 - 1).status_code == 303


def test_a_form_sent_too_quickly_is_shown_again(paper: Paper) -> None:
    reader = paper.reader()
    answer = reader.comment("Quick.", after_s=2.9)
    refused(paper, answer.status_code, 422)
    assert "too quick" in answer.text
    assert reader.comment("Quick.", after_s=3).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_forms_from_other_sites_are_refused(paper: Paper, headers: dict[str, str]) -> None:
    refused(paper, paper.reader().comment("Foreign.", headers=headers).status_code, 403)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_forms_from_here_are_taken(paper: Paper, headers: dict[str, str]) -> None:
    assert paper.reader().comment("From here.", headers=headers).status_code == 303


def test_the_public_address_counts_as_here(tmp_path: Path) -> None:
    paper = open_paper(tmp_path / "paper", address="https://paper.example.org")
    origin = {"Origin": "https://paper.example.org"}
    assert paper.reader().comment("Behind a proxy.", headers=origin).status_code == 303


def test_the_cookie_is_for_this_site_alone(paper: Paper) -> None:
    plain = paper.reader().client.get(STORY).headers["Set-Cookie"]
    assert re.fullmatch(r"form=[\w-]{22}; HttpOnly; Path=/; SameSite=Strict", plain)
    secure = paper.reader().client.get(STORY, base_url="https://localhost").headers["Set-Cookie"]
    assert "Secure" in secure
    reader = paper.reader()
    reader.page()
    assert "Set-Cookie" not in reader.client.get(STORY).headers
    assert "Set-Cookie" not in paper.reader().client.get(CLOSED).headers


def test_no_shared_cache_keeps_a_form(paper: Paper) -> None:
    answer = paper.reader().client.get(STORY)
    assert answer.cache_control.private
    assert "Cookie" in answer.vary
    assert not paper.reader().client.get(CLOSED).cache_control.private


# Floods, traps, bans


def test_the_trap_is_answered_as_if_nothing_were_wrong(paper: Paper) -> None:
    page = paper.reader().page()
    (field,) = page.cssselect("[name=homepage]")
    assert field.get("tabindex") == "-1"
    assert field.getparent().get("aria-hidden") == "true"
    good = paper.reader().comment("A person's.")
    trapped = paper.reader("192.0.2.9").comment("Spam.", extra={"homepage": "http://spam.example"})
    assert (trapped.status_code, trapped.location) == (good.status_code, good.location)
    assert {(each.text, each.set_aside) for each in paper.all()} == {
        ("A person's.", SetAside.NOT),
        ("Spam.", SetAside.TRAP),
    }
    full = paper.reader("192.0.2.9").comment("x" * 5000, extra={"homepage": "http://x.example"})
    assert (full.status_code, full.location) == (good.status_code, good.location)
    assert len(paper.all()) == 2


def test_a_flood_from_one_address_is_stopped(paper: Paper) -> None:
    answers = [paper.reader().comment(f"Number {n}.").status_code for n in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    assert paper.reader("192.0.2.2").comment("Another's.").status_code == 303
    last = paper.reader().comment("Kept in the form.")
    assert "Kept in the form." in last.text
    assert "Please wait a while" in last.text


def test_a_flood_from_everywhere_is_stopped(paper: Paper) -> None:
    reader = paper.reader("10.0.0.1")
    for number in range(200):
        draft = SentComment(
            day=DAY, slug="x", parent=None, name="A", text=f"T {number}", address_mark=str(number)
        )
        paper.store.add(draft, paper.clock())
    answer = reader.comment("One too many.")
    assert answer.status_code == 429
    assert "Very many" in answer.text


def test_a_banned_reader_is_not_told(paper: Paper) -> None:
    paper.reader().comment("Abuse.")
    paper.store.ban(paper.all()[0].id, paper.clock())
    answer = paper.reader().comment("More abuse.")
    assert (answer.status_code, answer.location) == (303, f"{STORY}?said=thanks#comments")
    assert [each.state for each in paper.all()] == [State.REJECTED] * 2


# What is public


def test_nothing_is_public_before_approval(paper: Paper) -> None:
    """All pages, feeds and data that the application links to, read for words that must not be."""
    public = paper.approved("PUBLICWORD for all", "PUBLICNAME")
    paper.reader("192.0.2.3").comment("PENDINGWORD waits", "PENDINGNAME")
    paper.reader("192.0.2.3").comment("PENDINGWORD again", "PENDINGNAME", public.id)
    paper.reader("192.0.2.4").comment("REJECTEDWORD", "REJECTEDNAME")
    paper.reader("192.0.2.5").comment("BANNEDWORD", "BANNEDNAME")
    paper.reader("192.0.2.6").comment("TRAPPEDWORD", "TRAPPEDNAME", extra={"homepage": "x"})
    of = {each.name: each.id for each in paper.all()}
    paper.store.decide([of["REJECTEDNAME"]], State.REJECTED, paper.clock())
    paper.store.ban(of["BANNEDNAME"], paper.clock())
    paper.reader("192.0.2.5").comment("BANNEDWORD later", "BANNEDNAME")
    taken_back = paper.approved("TAKENBACKWORD", "TAKENBACKNAME")
    paper.approved("ORPHANWORD", "ORPHANNAME", taken_back.id)
    paper.store.decide([taken_back.id], State.REJECTED, paper.clock())
    assert len(paper.all()) == 9

    read = _everything(paper)
    hidden = re.compile(rb"(PENDING|REJECTED|BANNED|TRAPPED|TAKENBACK|ORPHAN)(WORD|NAME)")
    assert {address: hidden.findall(data) for address, data in read.items()} == {
        address: [] for address in read
    }
    assert [address for address, data in read.items() if b"PUBLICWORD" in data] != []
    assert len(read) > 15
    for number in of.values():  # whose form could show what it replies to
        assert not hidden.search(paper.reader().client.get(f"{STORY}?reply={number}").data)


def _everything(paper: Paper) -> dict[str, bytes]:
    """Every address of this site that can be reached by links, and what it answers."""
    client = paper.reader().client
    waiting = ["/", STORY, "/search?q=waits", "/moderate", f"/{DAY}/comments.json"]
    waiting += [rule.rule for rule in paper.app.url_map.iter_rules() if not rule.arguments]
    read: dict[str, bytes] = {}
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in read:
            continue
        with closing(client.get(address)) as answer:
            assert answer.status_code < 500, address
            read[address] = answer.data
        found = re.findall(rb"""(?:href|src|action|content)=["']([^"']+)""", read[address])
        found += re.findall(rb"<(?:loc|id)>([^<]+)<", read[address])
        links = (link.decode().removeprefix("http://localhost") for link in found)
        waiting += [link.replace("&amp;", "&") for link in links if link.startswith("/")]
    return read


def test_a_comments_file_cannot_be_asked_for(paper: Paper) -> None:
    paper.reader().comment("Kept.")
    for address in (
        f"/{COMMENTS_FILE}",
        "/.reader-secret",
        f"/{DAY}/{COMMENTS_FILE}",
        f"/{DAY}/..%2f..%2f.reader-secret",
        f"/{DAY}/../../.reader-secret",
        f"/static/../{COMMENTS_FILE}",
    ):
        assert paper.reader().client.get(address).status_code == 404


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads_are_plain_text(paper: Paper, payload: str) -> None:
    made = paper.approved(payload, f"Ada {payload}"[:60])
    for reader, address in (
        (paper.reader(), STORY),
        (paper.reader(), f"{STORY}?reply={made.id}"),
        (paper.moderator(), "/moderate"),
    ):
        page = reader.page(address)
        (shown,) = page.cssselect(f"#comment-{made.id} .comment-text, [id^=act] .comment-text")
        assert [p.text for p in shown.cssselect("p")] == paragraphs(made.text)
        assert all(len(p) == 0 for p in shown.cssselect("p"))
        assert not page.cssselect("img[onerror], svg[onload], [href^=javascript]")
        assert [s.get("src") for s in page.cssselect("body script")] == [
            s.get("src") for s in paper.reader().page(CLOSED).cssselect("body script")
        ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text(min_size=1, max_size=200), name=st.text(min_size=1, max_size=40))
def test_any_text_comes_out_as_it_went_in(paper: Paper, text: str, name: str) -> None:
    sent = tidied_text(text)
    draft = SentComment(
        day=DAY,
        slug="harbour-heat",
        parent=None,
        name=" ".join(name.split()),
        text=sent,
        address_mark="a",
    )
    if faults_of(draft, CommentLimits()):
        return
    paper.clock.move(days=8)  # the same text may be drawn twice
    made = paper.approved(text, name)
    (shown,) = paper.reader().page().cssselect(f"#comment-{made.id}")
    assert [p.text_content() for p in shown.cssselect(".comment-text p")] == paragraphs(sent)
    assert shown.cssselect(".author")[0].text_content() == draft.name


def test_addresses_in_a_text_are_no_links(paper: Paper) -> None:
    made = paper.approved("See https://a.example and www.b.example.")
    (shown,) = paper.reader().page().cssselect(f"#comment-{made.id} .comment-text")
    assert shown.cssselect("a") == []


# Where comments are closed


def test_a_closed_story_has_no_form_and_takes_nothing(paper: Paper) -> None:
    page = paper.reader().page(CLOSED)
    assert page.cssselect("#comments") == []
    assert "comments.css" not in words(page)
    reader = paper.reader()
    token = reader.page().cssselect("#comment-form [name=token]")[0].get("value")
    paper.clock.move(seconds=5)
    data = {"name": "Ada", "text": "Into a closed story.", "token": token}
    refused(paper, reader.client.post(f"{CLOSED}/comments", data=data).status_code, 403)
    refused(paper, reader.client.post(f"/{DAY}/briefs/comments", data=data).status_code, 403)
    refused(paper, reader.client.post(f"/{DAY}/none/comments", data=data).status_code, 404)
    refused(paper, reader.client.post("/2026-02-09/x/comments", data=data).status_code, 404)


@pytest.mark.parametrize("off", [{"comments": False}, {"published": True}])
def test_switched_off_nothing_is_left_of_them(tmp_path: Path, off: dict[str, bool]) -> None:
    folder = tmp_path / "paper"
    on = open_paper(folder)
    on.approved("Was public once.")
    on.store.close()
    paper = open_paper(folder, **off)
    page = words(paper.reader().page())
    assert "Was public once." not in page
    assert "comment" not in page.lower().replace("<!-- comment -->", "")
    client = paper.reader().client
    assert client.post(f"{STORY}/comments", data={}).status_code == 404
    assert client.get("/comments-faq").status_code == 404
    assert client.get("/moderate").status_code == 404
    assert "Set-Cookie" not in client.get(STORY).headers
    assert "Comments FAQ" not in client.get("/").text


def test_a_draft_takes_no_comments(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    paper = open_paper(folder, preview=True)
    put_edition(folder, draft=True)
    paper.app.extensions["library"].archive.refresh()
    assert paper.reader().page().cssselect("#comments") == []


def test_reading_makes_no_file(paper: Paper, tmp_path: Path) -> None:
    paper.reader().page()
    assert not (tmp_path / "paper" / COMMENTS_FILE).exists()


def test_a_broken_store_takes_no_story_off_the_screen(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    paper = open_paper(folder)
    reader = paper.reader()
    token = reader.page().cssselect("#comment-form [name=token]")[0].get("value")
    paper.clock.move(seconds=5)
    (folder / COMMENTS_FILE).write_bytes(b"not a database, " * 300)
    paper.store.close()
    page = reader.page()
    assert page.cssselect("h1.headline")
    assert "Comments cannot be shown or sent just now." in words(page)
    data = {"name": "Ada", "text": "Into a broken store.", "token": token}
    answer = reader.client.post(f"{STORY}/comments", data=data)
    assert answer.status_code == 503
    moderator = paper.reader()
    assert moderator.submit("/moderate", {"password": "a token for moderators"}, "login")
    answer = moderator.client.get("/moderate")
    assert answer.status_code == 503
    assert "cannot be used" in answer.text


def test_the_faq_tells_the_rule_and_what_is_kept(paper: Paper) -> None:
    page = paper.reader().page("/comments-faq")
    text = " ".join(page.text_content().split())
    for told in (
        "Comments are moderated and generally will be posted if they are on-topic and not abusive.",
        "More than 2 links.",
        "More than 3,000 characters.",
        "forgotten after 90 days",
        "may run among the letters",
        "One cookie",
    ):
        assert told in text
    assert any("/comments-faq" in a.get("href") for a in paper.reader().page("/").cssselect("a"))
