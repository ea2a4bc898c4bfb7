"""The moderators' page: who gets in, and what they can do."""

from pathlib import Path

import pytest
from lxml import html

from epaper.comments import Counts, State
from tests.reader.commenting import STORY, TOKEN, Paper, Reader, open_paper, words


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return open_paper(tmp_path / "paper")


def send(reader: Reader, values: dict[str, str], action: str) -> int:
    """The first form of that action, with other values; the status of the answer."""
    form = next(f for f in reader.page("/moderate").forms if f.action.endswith(action))
    sent = {**dict(form.form_values()), **values}
    return reader.client.post(form.action, data=sent).status_code


def test_without_a_token_there_is_no_such_page(tmp_path: Path) -> None:
    paper = open_paper(tmp_path / "paper", moderator_token="")
    client = paper.reader().client
    assert client.get("/moderate").status_code == 404
    for action in ("login", "leave", "decide", "undo"):
        assert client.post(f"/moderate/{action}", data={"password": ""}).status_code == 404


def test_who_has_the_token_gets_in(paper: Paper) -> None:
    reader = paper.reader()
    assert reader.submit("/moderate", {"password": "wrong"}, "login").status_code == 403
    assert reader.page("/moderate").cssselect("#password")
    answer = reader.submit("/moderate", {"password": TOKEN}, "login")
    assert (answer.status_code, answer.location) == (303, "/moderate")
    assert reader.page("/moderate").cssselect("#pending")
    cookie = answer.headers["Set-Cookie"]
    for part in ("moderator=", "HttpOnly", "Path=/moderate", "SameSite=Strict", "Expires="):
        assert part in cookie
    assert TOKEN not in cookie


def test_over_https_the_session_stays_there(paper: Paper) -> None:
    client = paper.app.test_client()
    page = html.document_fromstring(client.get("/moderate", base_url="https://localhost").text)
    data = {**dict(page.forms[0].form_values()), "password": TOKEN}
    answer = client.post("/moderate/login", data=data, base_url="https://localhost")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_session_ends_after_twelve_hours_and_by_leaving(paper: Paper) -> None:
    moderator = paper.moderator()
    paper.clock.move(hours=11, minutes=59)
    assert moderator.page("/moderate").cssselect("#pending")
    paper.clock.move(minutes=1)
    assert moderator.page("/moderate").cssselect("#password")
    moderator = paper.moderator()
    assert moderator.submit("/moderate", {}, "leave").status_code == 303
    assert moderator.page("/moderate").cssselect("#password")


def test_another_token_ends_all_sessions(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    moderator = open_paper(folder).moderator()
    cookie = moderator.client.get_cookie("moderator", path="/moderate")
    assert cookie is not None
    for token, let_in in ((TOKEN, True), ("another token", False)):
        client = open_paper(folder, moderator_token=token).app.test_client()
        client.set_cookie("moderator", cookie.value, path="/moderate")
        page = html.document_fromstring(client.get("/moderate").text)
        assert bool(page.cssselect("#pending")) is let_in


def test_guessing_is_throttled(paper: Paper) -> None:
    reader = paper.reader()
    wrong = [reader.submit("/moderate", {"password": "x"}, "login").status_code for _ in range(7)]
    assert wrong == [403] * 5 + [429] * 2
    assert reader.submit("/moderate", {"password": TOKEN}, "login").status_code == 429
    other = paper.reader("192.0.2.2")
    assert other.submit("/moderate", {"password": TOKEN}, "login").status_code == 303
    paper.clock.move(minutes=15)
    assert reader.submit("/moderate", {"password": TOKEN}, "login").status_code == 303


def test_guessing_from_everywhere_is_throttled(paper: Paper) -> None:
    for number in range(50):
        guesser = paper.reader(f"10.0.{number}.1")
        assert guesser.submit("/moderate", {"password": "x"}, "login", 1).status_code == 403
    last = paper.reader("10.1.0.1").submit("/moderate", {"password": TOKEN}, "login", 1)
    assert last.status_code == 429


def test_the_page_is_kept_by_no_cache_and_listed_by_nobody(paper: Paper) -> None:
    for reader in (paper.reader(), paper.moderator()):
        answer = reader.client.get("/moderate")
        assert answer.cache_control.no_store
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert 'name="robots" content="noindex' in answer.text


def test_approving_rejecting_undoing(paper: Paper) -> None:
    paper.reader("192.0.2.1").comment("The first one.", "Ada")
    paper.reader("192.0.2.2").comment("The second one.", "Ben")
    moderator = paper.moderator()
    page = moderator.page("/moderate")
    assert "2 pending" in page.text_content()
    assert STORY in [a.get("href") for a in page.cssselect(".comment a")]
    assert "Harbour water to heat Old Town" in page.text_content()
    assert send(moderator, {"comment": "1", "do": "approve"}, "decide") == 303
    assert "The first one." in words(paper.reader().page())
    assert send(moderator, {"comment": "2", "do": "reject"}, "decide") == 303
    assert paper.store.counts() == Counts(pending=0, approved=1, rejected=1, banned=0)
    page = moderator.page("/moderate")
    assert "Nothing waits to be read." in page.text_content()
    approve = next(act for act in paper.store.recent() if act.comment.id == 1)
    assert send(moderator, {"act": str(approve.id)}, "undo") == 303
    assert "The first one." not in words(paper.reader().page())
    assert [each.id for each in paper.store.of_state(State.PENDING)] == [1]


def test_banning_and_lifting_a_ban(paper: Paper) -> None:
    paper.reader().comment("Abuse.", "Bad")
    moderator = paper.moderator()
    send(moderator, {"comment": "1", "do": "ban"}, "decide")
    assert paper.reader().comment("More.", "Bad").status_code == 303
    page = moderator.page("/moderate")
    assert "1 ban" in page.text_content()
    assert "from a banned address" in page.cssselect("#comment-2")[0].text_content()
    (ban,) = paper.store.bans()
    assert send(moderator, {"act": str(ban.id)}, "undo") == 303
    assert paper.store.counts() == Counts(pending=1, approved=0, rejected=1, banned=0)
    paper.clock.move(minutes=20)
    paper.reader().comment("Third.", "Bad")
    assert paper.store.counts().pending == 2


def test_a_pending_reply_is_shown_with_what_it_answers(paper: Paper) -> None:
    first = paper.approved("Who pays?", "Maren")
    paper.reader().comment("The city does.", "Ole", first.id)
    (pending,) = paper.moderator().page("/moderate").cssselect("#comment-2")
    assert "Who pays?" in pending.cssselect(".answered")[0].text_content()


def test_decisions_need_the_session_the_form_and_this_site(paper: Paper) -> None:
    paper.reader().comment("Waits.", "Ada")
    moderator = paper.moderator()
    form = next(f for f in moderator.page("/moderate").forms if f.action.endswith("decide"))
    data = {**dict(form.form_values()), "comment": "1", "do": "approve"}
    outsider = paper.reader()
    outsider.page("/moderate")
    assert outsider.client.post(form.action, data=data).status_code == 403
    for change in ({"token": ""}, {"token": "x"}):
        assert moderator.client.post(form.action, data={**data, **change}).status_code == 403
    foreign = {"Origin": "https://evil.example"}
    assert moderator.client.post(form.action, data=data, headers=foreign).status_code == 403
    story = moderator.page(STORY).cssselect("#comment-form [name=token]")[0].get("value")
    assert moderator.client.post(form.action, data={**data, "token": story}).status_code == 403
    assert moderator.client.post(form.action, data={**data, "do": "burn"}).status_code == 400
    assert moderator.client.get("/moderate/decide").status_code in (404, 405)
    assert paper.store.counts().pending == 1
    assert moderator.client.post(form.action, data=data).status_code == 303
    assert paper.store.counts().approved == 1


def test_what_is_not_there_changes_nothing(paper: Paper) -> None:
    paper.reader().comment("Waits.", "Ada")
    moderator = paper.moderator()
    for number in ("99", "-1", "x", "99999999999999999999"):
        send(moderator, {"comment": number, "do": "approve"}, "decide")
        send(moderator, {"comment": number, "do": "ban"}, "decide")
    assert paper.store.counts() == Counts(pending=1, approved=0, rejected=0, banned=0)
    assert "decided already" in words(moderator.page("/moderate?said=nothing"))


def test_a_decided_comment_is_told_so(paper: Paper) -> None:
    paper.reader().comment("Waits.", "Ada")
    moderator = paper.moderator()
    form = next(f for f in moderator.page("/moderate").forms if f.action.endswith("decide"))
    paper.store.decide([1], State.APPROVED, paper.clock())
    data = {**dict(form.form_values()), "comment": "1", "do": "approve"}
    answer = moderator.client.post(form.action, data=data)
    assert answer.location == "/moderate?said=nothing#pending"
