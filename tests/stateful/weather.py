"""Dense random traffic between a host, a relay and devices: many small moves out of one seed."""

import random
from collections.abc import Callable

from farhand.wire.envelope import Direction
from tests.stateful.delivery_world import World
from tests.stateful.model_relay import DEVICES, HOST

Move = Callable[[World, random.Random], None]
PARTIES = (HOST, *DEVICES)


def storm(world: World, seed: int, moves: int) -> None:
    """Make that many moves, and check the promises after each."""
    dice = random.Random(seed)  # noqa: S311  # schedules repeat; nothing here is secret
    for _ in range(moves):
        (move,) = dice.choices([each for each, _ in MOVES], [weight for _, weight in MOVES])
        move(world, dice)
        world.check_always()


def write(world: World, dice: random.Random) -> None:
    world.compose(dice.choice(DEVICES), "limit it")


def tell(world: World, dice: random.Random) -> None:
    del dice
    world.host_tells()


def hear(world: World, dice: random.Random) -> None:
    party = dice.choice(PARTIES)
    if world.lines[party].down:
        world.party_hears(party, dice.randint(1, 4))


def relay(world: World, dice: random.Random) -> None:
    party = dice.choice(PARTIES)
    for _ in range(min(dice.randint(1, 4), len(world.lines[party].up))):
        world.relay_hears(party)


def overtake(world: World, dice: random.Random) -> None:
    device = dice.choice(DEVICES)
    places = [each for each in range(len(world.lines[device].up)) if world.is_stored_send(device, each)]
    if places:
        world.relay_hears(device, dice.choice(places), again=dice.random() < 0.5)


def lose(world: World, dice: random.Random) -> None:
    device = dice.choice(DEVICES)
    places = delivers(world, device)
    if places:
        del world.lines[device].down[dice.choice(places)]


def repeat(world: World, dice: random.Random) -> None:
    party = dice.choice(PARTIES)
    places = delivers(world, party)
    if places:
        place, line = dice.choice(places), world.lines[party]
        line.down.insert(place, line.down[place])


def swap(world: World, dice: random.Random) -> None:
    party = dice.choice(PARTIES)
    places = delivers(world, party)
    pairs = [each for each in places if each + 1 in places]
    if pairs:
        place, line = dice.choice(pairs), world.lines[party]
        line.down[place : place + 2] = reversed(line.down[place : place + 2])


def cut(world: World, dice: random.Random) -> None:
    party = dice.choice(PARTIES)
    world.relay.cut(party)
    if dice.random() < 0.8:
        world.connect(party)


def kill(world: World, dice: random.Random) -> None:
    party = dice.choice(PARTIES)
    world.kill(party)
    if dice.random() < 0.8:
        world.connect(party)


def crash(world: World, dice: random.Random) -> None:
    if world.lines[HOST].down:
        world.party_hears(HOST, dice.randint(1, 4), crash=True)
        world.kill(HOST)
        world.connect(HOST)


def open_lines(world: World, dice: random.Random) -> None:
    del dice
    for party in PARTIES:
        if not world.lines[party].is_open:
            world.connect(party)


def wait(world: World, dice: random.Random) -> None:
    world.clock.advance(dice.choice((10, 15_000)))
    world.tick(dice.choice(PARTIES))


def reset(world: World, dice: random.Random) -> None:
    world.relay.reset(dice.choice(list(Direction)))
    open_lines(world, dice)


def change_epoch(world: World, dice: random.Random) -> None:
    del dice
    world.host.thread.start_epoch(world.host.db, world.host.wraps)
    world.say(HOST, world.host.post())


def delivers(world: World, party: str) -> list[int]:
    return [each for each in range(len(world.lines[party].down)) if world.is_deliver(party, each)]


MOVES: tuple[tuple[Move, int], ...] = (
    (write, 8),
    (tell, 4),
    (hear, 24),
    (relay, 24),
    (overtake, 4),
    (lose, 3),
    (repeat, 3),
    (swap, 6),
    (cut, 2),
    (kill, 2),
    (crash, 1),
    (open_lines, 3),
    (wait, 3),
    (reset, 1),
    (change_epoch, 1),
)
