"""What is read stays where it is, whatever comes in front of it, behind it or within it."""

import pytest
from playwright.sync_api import Page, expect

READ = """() => {
  const edge = document.querySelector('.region').getBoundingClientRect().top;
  return [...document.querySelectorAll('.item')].find((item) => item.getBoundingClientRect().top >= edge).id;
}"""
PREPEND = """async ([to, writes]) => {
  const region = document.querySelector('.region');
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const items = () => region.querySelectorAll('[data-keep]');
  const topOf = (item) => item.getBoundingClientRect().top;
  const count = items().length;
  region.scrollTop = to;
  const first = [...items()].find((item) => topOf(item) >= topOf(region));
  const top = topOf(first);
  let worst = 0;
  // Told after the app was, in the same frame: what is measured is what is painted.
  const watch = new ResizeObserver(() => (worst = Math.max(worst, Math.abs(topOf(first) - top))));
  watch.observe(region.firstElementChild);
  for (let frame = 0, after = 0; frame < 300 && after < 10; frame += 1) {
    if (writes) gallery.write('t-writes', 'It goes on. '.repeat(frame));
    await painted();
    if (items().length > count) after += 1;
  }
  watch.disconnect();
  return [worst, items().length - count];
}"""
LEAVE = """async (grows) => {
  const region = document.querySelector('.region');
  const [list, edge] = [region.firstElementChild, region.getBoundingClientRect().top];
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const grow = () => {
    const spacer = document.createElement('div');
    spacer.style.cssText = 'flex: none; height: 500px';
    list[grows === 'above' ? 'prepend' : 'append'](spacer);
  };
  await painted();
  region.scrollTop -= 300;
  const read = [...list.querySelectorAll('.item')].find((item) => item.getBoundingClientRect().top >= edge);
  const before = read.getBoundingClientRect().top;
  grow();
  for (let frame = 0; frame < 3; frame += 1) await painted();
  grow();
  for (let frame = 0; frame < 3; frame += 1) await painted();
  return read.getBoundingClientRect().top - before;
}"""
PIN = """async () => {
  const region = document.querySelector('.region');
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const spaced = (element, height) => {
    const spacer = document.createElement('div');
    spacer.style.cssText = `flex: none; height: ${height}px`;
    element.append(spacer);
    return spacer;
  };
  const missed = [];
  const look = async () => {
    for (let frame = 0; frame < 3; frame += 1) await painted();
    missed.push(region.scrollHeight - region.scrollTop - region.clientHeight);
  };
  const parcel = spaced(document.querySelector('.dock'), 90);
  await look();
  spaced(parcel, 90);
  parcel.style.height = '180px';
  await look();
  parcel.remove();
  spaced(region.firstElementChild, 300);
  await look();
  const again = spaced(document.querySelector('.dock'), 180);
  await look();
  again.remove();
  region.getBoundingClientRect();
  spaced(region.firstElementChild, 300);
  spaced(document.querySelector('.dock'), 120);
  await look();
  return missed;
}"""
GO = """async ([px, frames]) => {
  const region = document.querySelector('.region');
  let most = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    region.scrollTop += px;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    most = Math.max(most, region.querySelectorAll('.item').length);
  }
  return most;
}"""
STREAM = """async () => {
  const card = document.getElementById('item-t-writes');
  let updates = 0, writes = 0, frames = 0;
  new MutationObserver(() => (updates += 1)).observe(card, { subtree: true, childList: true, characterData: true });
  const frame = () => { frames += 1; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  while (frames < 30) {
    gallery.write('t-writes', `word ${writes += 1}`);
    await new Promise((done) => setTimeout(done));
  }
  return [updates, writes, frames];
}"""
RINGED = """() => [...document.querySelectorAll('.item')].map((item) => {
  item.focus({ focusVisible: true });
  const ringed = [item, ...item.querySelectorAll('*')].find((one) => getComputedStyle(one).outlineStyle === 'solid');
  const { outlineWidth, outlineOffset } = getComputedStyle(ringed);
  const ring = parseFloat(outlineWidth) + parseFloat(outlineOffset);
  const [inner, outer] = [ringed, item].map((one) => one.getBoundingClientRect());
  const beside = Math.min(inner.left - outer.left, outer.right - inner.right);
  return Math.min(beside, inner.top - outer.top, outer.bottom - inner.bottom) - ring;
})"""


@pytest.mark.parametrize("writes", [False, True])
def test_older_items_come_in_front_without_a_jump(page: Page, gallery: str, writes: bool) -> None:
    page.goto(gallery + "?state=varied")
    expect(page.locator(".bubble").last).to_be_in_viewport()
    for place in (400, 250, 0):
        worst, more = page.evaluate(PREPEND, [place, writes])
        assert more > 0
        assert worst <= 2
    expect(page.get_by_role("button", name="Go to the newest")).to_be_visible()


@pytest.mark.parametrize("state", ["rich", "waits"])
def test_what_becomes_shorter_does_not_lead_away_from_the_end(page: Page, gallery: str, state: str) -> None:
    page.goto(gallery + f"?state={state}")
    newest = page.get_by_role("button", name="Go to the newest")
    expect(page.locator(".item").last).to_be_in_viewport()
    page.evaluate("document.querySelector('.item').style.display = 'none'")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(newest).to_have_count(0)


@pytest.mark.parametrize("grows", ["above", "below"])
def test_who_leaves_the_end_while_something_comes_is_not_brought_back(page: Page, gallery: str, grows: str) -> None:
    page.goto(gallery + "?state=rich")
    expect(page.locator(".bubble").last).to_be_in_viewport()
    assert abs(page.evaluate(LEAVE, grows)) <= 2


def test_the_end_is_kept_while_what_is_pinned_below_grows_and_becomes_a_message(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    expect(page.locator(".bubble").last).to_be_in_viewport()
    assert max(page.evaluate(PIN)) <= 1


def test_what_is_far_away_is_let_go_of_and_comes_back(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=varied")
    last = page.locator(".bubble").last
    expect(last).to_be_in_viewport()
    newest = page.locator(".bubble", has_text=last.inner_text())
    assert page.evaluate(GO, [-800, 30]) < 100
    expect(newest).to_have_count(0)
    assert page.evaluate(GO, [800, 60]) < 100
    expect(newest).to_be_in_viewport()
    expect(page.get_by_role("button", name="Go to the newest")).to_be_hidden()


def test_what_comes_is_followed_at_the_end_and_counted_further_up(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=varied")
    expect(page.locator(".bubble").last).to_be_in_viewport()
    page.evaluate("gallery.send('One more')")
    expect(page.locator(".bubble", has_text="One more")).to_be_in_viewport()
    page.evaluate("document.querySelector('.region').scrollTop -= 1500")
    expect(page.get_by_role("button", name="Go to the newest")).to_be_visible()
    read = page.locator("#" + page.evaluate(READ))
    before = read.bounding_box()
    page.evaluate("gallery.send('Two more')")
    page.get_by_role("button", name="Go to the newest, 1 new item").wait_for()
    assert read.bounding_box() == before
    page.get_by_role("button", name="Go to the newest, 1 new item").click()
    expect(page.locator(".bubble", has_text="Two more")).to_be_in_viewport()


def test_text_that_streams_is_drawn_once_a_frame(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=varied#/card/t-writes")
    expect(page.locator("#item-t-writes .writing")).to_be_attached()
    updates, writes, frames = page.evaluate(STREAM)
    assert writes > frames
    assert 0 < updates <= frames + 1


@pytest.mark.parametrize("width", [320, 390])
def test_an_item_is_cut_off_outside_the_ring_of_its_focus(page: Page, gallery: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(gallery + "?state=rich")
    expect(page.locator(".bubble").last).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert min(page.evaluate(RINGED)) >= 0
